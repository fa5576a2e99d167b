import type { AgentFacts, FileFacts } from "../facts.js";
import { displayPath } from "../paths.js";
import { collisionsOf } from "./collisions.js";
import { collectorsOf } from "./collectors.js";
import type { JoinContext, Namespace, Site, SiteModel } from "./model.js";
import { placeWorkloads } from "./namespaces.js";

/** Joins the facts of a site's files into what runs where, who owns each port, and what collides. */
export function joinSite(site: Site, files: readonly FileFacts[], context: JoinContext): SiteModel {
  const agents = files.flatMap((file) => file.facts).filter((fact): fact is AgentFacts => fact.kind === "agent");
  const collectors = collectorsOf(files, agents, site, context);
  const placed = placeWorkloads(site, collectors, agents, (path) => displayPath(path, context.roots));
  const namespaces: readonly Namespace[] = placed.map((each) => each.namespace);
  return {
    site,
    files: new Map(files.map((file) => [file.file, file])),
    collectors,
    agents,
    namespaces,
    collisions: placed.flatMap(({ namespace, evidence }) => collisionsOf(namespace, evidence)),
    context,
  };
}
