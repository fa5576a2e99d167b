import type { ConfigPair, HostView } from "../../hosts/hostView.js";
import type { Place } from "../../facts.js";
import { displayPath } from "../../paths.js";
import { liveFinding, type LiveRule } from "./liveRule.js";

export const configDiffers: LiveRule = {
  id: "config-differs",
  severity: "warning",
  since: "0.1.0",
  example: { fails: "edited-on-the-host", passes: "the-same" },
  summary: "The configuration on the host is not the one in the workspace.",
  why:
    "What is found here may not hold there, and the other way round: the file was edited on the host, or was not " +
    "brought there since it was edited here.",
  *check(view) {
    for (const pair of view.configs) {
      const place = placeOf(pair);
      if (place === undefined || (pair.state !== "differs" && pair.state !== "absent")) continue;
      yield liveFinding(configDiffers, pair, view, { message: sayPair(pair, view), place });
    }
  },
};

function sayPair({ path, file, model, state }: ConfigPair, { seen: { host } }: HostView): string {
  const here = displayPath(file, model.context.roots);
  return state === "absent"
    ? `${host} has no ${path}, which something there is to read, and which is ${here} here.`
    : `${path} on ${host} is another text than ${here}. What the program does there, the file there decides.`;
}

/** The first thing that the file says. */
function placeOf({ file, model }: ConfigPair): Place | undefined {
  const first = model.files.get(file)?.facts[0];
  if (first === undefined) return undefined;
  return first.kind === "unit" ? first.process.place : "place" in first ? first.place : undefined;
}
