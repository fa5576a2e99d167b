import type { Workload } from "../topology/model.js";
import { parseVersion, type Version } from "../versions.js";
import { declaredSockets } from "./declared.js";
import { couldSee, processesUnseen, type Run } from "./hostView.js";
import { startsWorkload } from "./identity.js";
import { matchProcesses } from "./matching.js";
import type { HostObservation, ProcessSeen, UnitSeen } from "./observation.js";
import type { KnownTexts, Placement } from "./placement.js";
import { agentProgram, sameProgram } from "./programName.js";

/** What the workspace puts on the host, each with the processes and units that are it. */
export function runsOn(seen: HostObservation, placements: readonly Placement[], known: KnownTexts): readonly Run[] {
  const placed = placements.flatMap((placement) =>
    placement.namespace.workloads.map((workload) => ({ placement, workload })),
  );
  const workloads = placed.map(({ workload }) => workload);
  const matched = matchProcesses(seen, workloads, known);
  return placed.map(({ placement, workload }): Run => {
    const { model, namespace } = placement;
    const { processes, open } = matched.get(workload) ?? { processes: [], open: true };
    const units = seen.units.filter(
      (unit) => startsWorkload(unit, workload) || processes.some((process) => process.unit === unit.name),
    );
    const version = versionOf(workload, processes, seen);
    const listeners = namespace.listeners.filter((each) => each.workload === workload);
    return {
      model,
      placement,
      namespace,
      workload,
      processes,
      units,
      state: stateOf({ workload, processes, units, open, seen }),
      version,
      sockets: declaredSockets(listeners, version),
    };
  });
}

interface Matching extends Pick<Run, "workload" | "processes" | "units"> {
  readonly open: boolean;
  readonly seen: HostObservation;
}

function stateOf({ workload, processes, units, open, seen }: Matching): Run["state"] {
  if (processes.length > 0 || units.some(isActive)) return "running";
  const known = couldSee(seen, processesUnseen) && workload.start === undefined;
  if (!known || open) return "unknown";
  return workload.collector === undefined && agentProgram(workload.name) === undefined ? "unknown" : "down";
}

function isActive({ active, sub }: UnitSeen): boolean {
  return active === "active" && sub !== "exited";
}

/** Of a collector; the Agent's version is not that of the collector in it. */
function versionOf(
  { name, collector }: Workload,
  processes: readonly ProcessSeen[],
  { programs }: HostObservation,
): Version | undefined {
  if (collector === undefined || collector.isDdot) return undefined;
  const names = processes.length > 0 ? processes.map(({ program }) => program) : [name];
  const own = programs.filter((program) => names.some((each) => sameProgram(each, program.name)));
  const told = own.find(({ source }) => source === "program") ?? own[0];
  return told && parseVersion(told.version);
}
