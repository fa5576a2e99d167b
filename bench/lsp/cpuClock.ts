import { readFileSync } from "node:fs";

/**
 * The time a process's main thread has spent computing, in milliseconds. Unlike a wall clock it does not run while other
 * programs hold the processor. Undefined where the system does not tell (anything but Linux).
 */
export function cpuClock(pid: number): (() => number) | undefined {
  const file = `/proc/${pid}/schedstat`;
  const read = (): number => Number(readFileSync(file, "utf8").split(" ", 1)[0]) / 1e6;
  try {
    return Number.isFinite(read()) ? read : undefined;
  } catch {
    return undefined;
  }
}
