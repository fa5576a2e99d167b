import { readFileSync } from "node:fs";

/** In bytes. */
export interface Memory {
  readonly resident: number;
  /** The most that was resident so far. */
  readonly peak: number;
}

/** Of a process that runs; undefined where the system does not tell (anything but Linux). */
export function memoryOf(pid: number): Memory | undefined {
  const status = contentOf(`/proc/${pid}/status`);
  const [resident, peak] = ["VmRSS", "VmHWM"].map((field) => {
    const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status ?? "")?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  });
  return resident === undefined || peak === undefined ? undefined : { resident, peak };
}

/** Milliseconds of computing. */
export interface Times {
  readonly user: number;
  readonly system: number;
}

/** Of all threads of a process, those included that have ended; undefined likewise. */
export function timesOf(pid: number): Times | undefined {
  return timesIn(`/proc/${pid}/stat`, "own");
}

/** Of the children of this process that have ended; undefined likewise. */
export function childrenTimes(): Times | undefined {
  return timesIn("/proc/self/stat", "children");
}

/** Milliseconds for one tick of the clock that Linux shows programs. */
const tick = 10;

/** `utime` and `stime` are fields 14 and 15, `cutime` and `cstime` those after them; 3 is the first one that is split off. */
function timesIn(path: string, whose: "own" | "children"): Times | undefined {
  // The name of the program stands in parentheses, and may hold anything.
  const fields = contentOf(path)
    ?.replace(/^.*\) /s, "")
    .split(" ");
  const first = whose === "own" ? 11 : 13;
  return fields && { user: Number(fields[first]) * tick, system: Number(fields[first + 1]) * tick };
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
