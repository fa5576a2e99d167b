import type { PodFacts } from "../../facts.js";
import type { Collision, Dial, Handover, Mapping, Namespace, PodModel, Workload } from "../model.js";
import type { StartedProcess } from "../processes/started.js";
import type { RunningWorkload } from "../processes/workloads.js";

/** The pods of one object, started. */
export interface RunningPod {
  readonly facts: PodFacts;
  readonly workload: Workload;
  readonly namespace: string;
  readonly started: readonly StartedProcess[];
  /** Everything that binds sockets in them. */
  readonly running: readonly RunningWorkload[];
  /** What the scheduler keeps for them on their node. */
  readonly hostPorts: readonly Mapping[];
}

export interface Placed {
  readonly namespaces: readonly Namespace[];
  readonly collisions: readonly Collision[];
  readonly handovers: readonly Handover[];
  readonly dials: readonly Dial[];
  /** Collisions if two releases run in one cluster. */
  readonly possible: readonly Collision[];
  readonly started: readonly StartedProcess[];
  readonly pods: readonly PodModel[];
}
