import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { interruption, killAtEnd } from "../ending.js";
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
  const looking = setInterval(() => (peak = peakMemory(child.pid) ?? peak), interval);
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

/** In bytes, as far as the process has got; undefined where the system does not tell (anything but Linux). */
function peakMemory(pid: number | undefined): number | undefined {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(contentOf(`/proc/${String(pid)}/status`) ?? "")?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

interface Times {
  readonly user: number;
  readonly system: number;
}

/** Milliseconds for one tick of the clock that Linux shows programs. */
const tick = 10;

/** Milliseconds that the children of this process computed which have ended; undefined anywhere but on Linux. */
function childrenTimes(): Times | undefined {
  // The name of the program stands in parentheses, and may hold anything; `cutime` and `cstime` are fields 16 and 17.
  const fields = contentOf("/proc/self/stat")
    ?.replace(/^.*\) /s, "")
    .split(" ");
  return fields && { user: Number(fields[13]) * tick, system: Number(fields[14]) * tick };
}

function difference(before: Times | undefined, after: Times | undefined): Pick<ChildFigures, "user" | "system"> {
  if (before === undefined || after === undefined) return { user: null, system: null };
  return { user: after.user - before.user, system: after.system - before.system };
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
