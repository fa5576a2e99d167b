import type { ContainerFacts } from "../../facts.js";

/** More than anybody writes: whatever has it multiplies by aliases, by ranges of ports, or by files. */
export const mostFacts = 200_000;

/** How much a container holds. */
export function sizeOf({ process, published }: ContainerFacts): number {
  const { ports, env, mounts, args = [], entrypoint = [] } = process;
  return published.length + ports.length + env.length + mounts.length + args.length + entrypoint.length;
}
