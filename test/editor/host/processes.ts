import { type ChildProcess, spawn, type SpawnOptionsWithoutStdio } from "node:child_process";

/** Runs a program to its end. What it printed is part of the error if it fails, and is dropped if not. */
export async function run(program: string, args: readonly string[], options: SpawnOptionsWithoutStdio): Promise<void> {
  const child = spawn(program, args, options);
  child.stdin.end();
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code ?? "a signal"}:\n${output}`);
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Starts a program in a process group of its own, so that what it starts can be ended with it. */
export function startGroup(program: string, args: readonly string[], options: SpawnOptionsWithoutStdio): ChildProcess {
  const child = spawn(program, args, { ...options, detached: true });
  child.stdin.end();
  // The terminal's Ctrl+C does not reach another group.
  const last = () => signalGroup(child, "SIGKILL");
  process.once("exit", last);
  child.once("exit", () => process.off("exit", last));
  return child;
}

export async function endGroup(child: ChildProcess, patience = 5000): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), patience);
  await ended;
  clearTimeout(timer);
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

/** A signal ends the process at once and skips `finally`; as an exit it runs the handlers of `startGroup`. */
export function exitOnSignals(): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)
    process.once(signal, () => process.exit(code));
}
