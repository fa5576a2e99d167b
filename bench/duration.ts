import { medianOf, medianOfKnown } from "./statistics.js";

/** Of a process's work, in milliseconds. */
export interface Duration {
  readonly wall: number;
  /** User and system time of all threads; null where the system does not tell. */
  readonly cpu: number | null;
}

/** Of wall clock and computing time, since other programs may hold the processor. */
export function shorterOf({ wall, cpu }: Duration): number {
  return cpu === null ? wall : Math.min(wall, cpu);
}

/** The median of each figure for itself. */
export function medianDuration(runs: readonly Duration[]): Duration {
  return { wall: medianOf(runs.map(({ wall }) => wall)), cpu: medianOfKnown(runs.map(({ cpu }) => cpu)) };
}
