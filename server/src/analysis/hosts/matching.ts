import type { Workload } from "../topology/model.js";
import { identityOf, type Identity } from "./identity.js";
import type { HostObservation, ProcessSeen } from "./observation.js";
import type { KnownTexts } from "./placement.js";
import { agentProgram } from "./programName.js";

/** Which processes of the host a workload is. */
export interface Matched {
  readonly processes: readonly ProcessSeen[];
  /** Whether a process that is nobody else's may be it after all. */
  readonly open: boolean;
}

interface Pair {
  readonly process: ProcessSeen;
  readonly identity: Identity;
}

export function matchProcesses(
  seen: HostObservation,
  workloads: readonly Workload[],
  known: KnownTexts,
): ReadonlyMap<Workload, Matched> {
  const pairs = new Map(
    workloads.map((workload) => [
      workload,
      seen.processes.map((process): Pair => ({ process, identity: identityOf(process, workload, seen, known) })),
    ]),
  );
  const only = onlyCollector(seen, workloads);
  const isIt = (workload: Workload, { process, identity }: Pair): boolean =>
    identity === "yes" || (identity === "open" && only?.workload === workload && only.process === process);
  const taken = new Set(
    [...pairs].flatMap(([workload, all]) => all.filter((pair) => isIt(workload, pair)).map(({ process }) => process)),
  );
  return new Map(
    [...pairs].map(([workload, all]) => [
      workload,
      {
        processes: all.filter((pair) => isIt(workload, pair)).map(({ process }) => process),
        open: all.some((pair) => !taken.has(pair.process) && mayBe(pair, workload)),
      },
    ]),
  );
}

/** The one collector that the host runs is the one that the workspace gives it, whatever both are called. */
function onlyCollector(
  { processes }: HostObservation,
  workloads: readonly Workload[],
): { readonly workload: Workload; readonly process: ProcessSeen } | undefined {
  const [workload, ...others] = workloads.filter(({ collector }) => collector?.isDdot === false);
  const [process, ...more] = processes.filter(({ kind, ownNetwork }) => kind === "collector" && ownNetwork !== true);
  if (workload === undefined || process === undefined || others.length + more.length > 0) return undefined;
  return { workload, process };
}

/** One in a container has sockets of its own, but may be what is meant. */
function mayBe({ process, identity }: Pair, { name, collector }: Workload): boolean {
  if (identity === "no" && process.ownNetwork !== true) return false;
  const { kind, program } = process;
  if (collector === undefined) return kind === "agent" || program === agentProgram(name);
  return collector.isDdot ? kind === "ddot" : kind === "collector";
}
