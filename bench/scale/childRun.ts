import { spawn } from "node:child_process";
import { interruption, killAtEnd } from "../ending.js";
import { childrenTimes, memoryOf, type Times } from "../procfs.js";
import type { ChildFigures } from "../report/figures.js";

/** Milliseconds: between two looks at the memory, and for a run. */
const interval = 10;
const patience = 600_000;

/** Runs a Node program to its end; what it writes is counted, and thrown away. */
export function runChild(argv: readonly string[]): Promise<ChildFigures> {
  const [started, before] = [performance.now(), childrenTimes()];
  const child = spawn(process.execPath, [...argv], {
    stdio: ["ignore", "pipe", "pipe"],
    signal: interruption,
    killSignal: "SIGKILL",
  });
  const ended = killAtEnd(() => child.kill("SIGKILL"));
  let [written, errors, peak] = [0, "", null as number | null];
  child.stdout.on("data", (chunk: Buffer) => (written += chunk.length));
  child.stderr.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)));
  const looking = setInterval(() => (peak = memoryOf(child.pid ?? 0)?.peak ?? peak), interval);
  const deadline = setTimeout(() => child.kill("SIGKILL"), patience);
  return new Promise<ChildFigures>((fulfil, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const wall = performance.now() - started;
      const after = childrenTimes();
      if (code !== 0) reject(new Error(`${argv.join(" ")} ended with ${signal ?? code ?? "?"}\n${errors}`));
      else if (written === 0) reject(new Error(`${argv.join(" ")} wrote nothing\n${errors}`));
      else fulfil({ wall, ...difference(before, after), peak, written });
    });
  }).finally(() => {
    clearInterval(looking);
    clearTimeout(deadline);
    ended();
  });
}

function difference(before: Times | undefined, after: Times | undefined): Pick<ChildFigures, "user" | "system"> {
  if (before === undefined || after === undefined) return { user: null, system: null };
  return { user: after.user - before.user, system: after.system - before.system };
}
