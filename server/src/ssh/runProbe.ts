import { spawn, type ChildProcess } from "node:child_process";
import { platform } from "node:process";
import { BoundedOutput } from "./boundedOutput.js";
import type { Argv } from "./transports/transport.js";

export interface ProbeRun {
  readonly argv: Argv;
  /** Goes in on standard input. */
  readonly script: string;
  /** In milliseconds, over all. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /** Of the program; without it, that of this process. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

export interface Outcome {
  readonly stdout: string;
  /** The last of it: what made a program give up stands at the end. */
  readonly stderr: string;
  readonly end: End;
}

export type End =
  | { readonly kind: "exited"; readonly code: number }
  /** By somebody else. */
  | { readonly kind: "killed"; readonly signal: string }
  | { readonly kind: "not-started"; readonly error: NodeJS.ErrnoException }
  | { readonly kind: "timed-out"; readonly after: number }
  | { readonly kind: "cancelled" }
  /** It sent more than is taken; `stdout` holds the beginning. */
  | { readonly kind: "flooded"; readonly most: number };

/** In bytes. */
const mostOutput = 4 * 1024 * 1024;
const mostErrors = 64 * 1024;

/** In milliseconds: how long an ended program's pipes may be held open by what it left behind. */
const patience = 1_000;

/** On Windows a process has no group, and `detached` would open a console. */
const hasGroups = platform !== "win32";

/** Runs one program with the script on its standard input, and tells what it sent and how it ended. Never rejects. */
export function runProbe({ argv, script, deadline, signal, environment = process.env }: ProbeRun): Promise<Outcome> {
  const stdout = new BoundedOutput(mostOutput, "first");
  const stderr = new BoundedOutput(mostErrors, "last");
  if (signal?.aborted === true) return Promise.resolve({ stdout: "", stderr: "", end: { kind: "cancelled" } });
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = start(argv, environment);
    } catch (error) {
      resolve({ stdout: "", stderr: "", end: { kind: "not-started", error: error as NodeJS.ErrnoException } });
      return;
    }
    let end: End | undefined;
    let lingering: NodeJS.Timeout | undefined;

    const settle = (): void => {
      clearTimeout(overdue);
      clearTimeout(lingering);
      signal?.removeEventListener("abort", cancel);
      resolve({ stdout: stdout.text(), stderr: stderr.text(), end: end ?? { kind: "killed", signal: "unknown" } });
    };
    /** Gives up waiting for pipes that somebody who left the group still holds. */
    const giveUp = (): void => {
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
      settle();
    };
    const ended = (how: End): void => {
      end ??= how;
      lingering ??= setTimeout(giveUp, patience);
    };
    const stop = (how: End): void => {
      if (end !== undefined) return;
      ended(how);
      killGroup(child);
    };
    const cancel = (): void => stop({ kind: "cancelled" });

    const overdue = setTimeout(() => stop({ kind: "timed-out", after: deadline }), deadline);
    signal?.addEventListener("abort", cancel);
    child.stdout?.on("data", (chunk: Buffer) => {
      if (end?.kind !== "flooded" && !stdout.add(chunk)) stop({ kind: "flooded", most: mostOutput });
    });
    child.stderr?.on("data", (chunk: Buffer) => void stderr.add(chunk));
    child.on("error", (error) => {
      end ??= { kind: "not-started", error };
      settle();
    });
    child.on("exit", (code, killedBy) =>
      ended(code === null ? { kind: "killed", signal: killedBy ?? "unknown" } : { kind: "exited", code }),
    );
    child.on("close", settle);
    // Whoever ends before it has read the script says why on standard error.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(script);
  });
}

/** Throws where the system has no room for another process; that there is no such program is an event. */
function start({ program, args, environment: added }: Argv, environment: NodeJS.ProcessEnv): ChildProcess {
  // A group of its own has no terminal either, so that a jump host's ssh cannot ask a person.
  const options = { stdio: "pipe", detached: hasGroups, windowsHide: true } as const;
  return spawn(program, args, { ...options, env: { ...environment, ...added } });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (hasGroups) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It ended by itself in this moment.
  }
}
