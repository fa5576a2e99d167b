import type { PortMention } from "./mention.js";
import type { SiteModel } from "../../topology/model.js";
import { claimMentions } from "./claimMentions.js";
import { clusterMentions } from "./clusterMentions.js";
import { dialMentions } from "./dialMentions.js";
import { processMentions } from "./processMentions.js";

/** Every number of a site's files that says a port, with the doors that it speaks of. */
export function mentionsOf(model: SiteModel): readonly PortMention[] {
  return [...claimMentions(model), ...processMentions(model), ...clusterMentions(model), ...dialMentions(model)];
}
