import type { Check } from "../checks.js";
import type { HostView } from "../hostView.js";

/** Whether it is known what of the workspace this host is. */
export function placementCheck({ seen, placements }: HostView): Check {
  const evidence = [...new Set(placements.map((each) => each.evidence.replace(/\.$/, "")))];
  if (evidence.length === 0) {
    return { id: "placement", status: "unknown", summary: `Nothing here says what runs on ${seen.host}` };
  }
  const isSure = placements.every(({ certainty }) => certainty !== "ports");
  return { id: "placement", status: isSure ? "ok" : "unknown", summary: evidence.join("; ") };
}

/** What the probe could not see; the other checks are silent about it. */
export function unseenChecks({ seen }: HostView): readonly Check[] {
  return seen.unseen.map(({ what, why }) => ({ id: `unseen:${what}`, status: "unknown", summary: `${what}: ${why}` }));
}
