import type { PodFacts } from "../facts.js";
import type { Collision, Handover, Mapping, Namespace, Workload } from "./model.js";
import type { StartedProcess } from "./started.js";

/** The pods of one object, started. */
export interface RunningPod {
  readonly facts: PodFacts;
  readonly workload: Workload;
  readonly namespace: string;
  readonly started: readonly StartedProcess[];
  /** What the scheduler keeps for them on their node. */
  readonly hostPorts: readonly Mapping[];
}

export interface Placed {
  readonly namespaces: readonly Namespace[];
  readonly collisions: readonly Collision[];
  readonly handovers: readonly Handover[];
  readonly started: readonly StartedProcess[];
}
