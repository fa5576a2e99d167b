import { execFileSync } from "node:child_process";

/** Milliseconds from the start of a bare Node to its end, on a machine that has nothing else to do. */
const usual = 40;

/** How many times longer than usual things take here and now; at least 1. Bars in milliseconds are taken times this. */
export function slowness(): number {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: "" };
  const times = Array.from({ length: 3 }, () => {
    const started = performance.now();
    execFileSync(process.execPath, ["-e", "0"], { env });
    return performance.now() - started;
  });
  return Math.max(1, Math.min(...times) / usual);
}
