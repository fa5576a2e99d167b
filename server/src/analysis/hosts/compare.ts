import { liveRules } from "../rules/live/index.js";
import type { SiteModel } from "../topology/model.js";
import { checksOf, type Check } from "./checks.js";
import { configPairs } from "./configPairs.js";
import type { HostView } from "./hostView.js";
import type { LiveFinding } from "./liveFinding.js";
import type { HostObservation } from "./observation.js";
import { placementsOn, type KnownTexts } from "./placement.js";
import { runsOn } from "./runs.js";
import { indexSockets } from "./sockets.js";
import { withoutSuppressed } from "./suppressed.js";
import { summaryOf } from "./summary.js";

export type { Check } from "./checks.js";
export type { Command, LiveFinding } from "./liveFinding.js";
export { declaredPorts } from "./declaredPorts.js";

/** What the hosts that were asked say to the workspace. */
export interface LiveReport {
  readonly hosts: readonly HostReport[];
}

export interface HostReport {
  readonly host: string;
  /** A sentence, the root cause first; undefined where all is well. */
  readonly summary: string | undefined;
  readonly checks: readonly Check[];
  readonly findings: readonly LiveFinding[];
}

/** Holds what was seen on hosts against the port map. The map itself never changes by it. */
export function compare(
  observations: readonly HostObservation[],
  models: readonly SiteModel[],
  known: KnownTexts,
): LiveReport {
  return { hosts: observations.map((seen) => reportOn(viewOf(bounded(seen), models, known))) };
}

/** More collectors and Agents than any host runs are one that says whatever it likes. */
function bounded(seen: HostObservation): HostObservation {
  if (seen.processes.length <= mostProcesses) return seen;
  const unseen = { what: "processes", why: `only the first ${mostProcesses} were compared` };
  return { ...seen, processes: seen.processes.slice(0, mostProcesses), unseen: [...seen.unseen, unseen] };
}

const mostProcesses = 512;

function viewOf(seen: HostObservation, models: readonly SiteModel[], known: KnownTexts): HostView {
  const placements = placementsOn(seen, models, known);
  const configs = configPairs(seen, placements, known);
  return { seen, sockets: indexSockets(seen.sockets), placements, configs, runs: runsOn(seen, placements, known) };
}

function reportOn(view: HostView): HostReport {
  const checks = checksOf(view);
  return {
    host: view.seen.host,
    summary: summaryOf(view, checks),
    checks,
    findings: withoutSuppressed(
      liveRules.flatMap((rule) => [...rule.check(view)]),
      view,
    ),
  };
}
