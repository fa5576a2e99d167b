import { createInterface } from "node:readline";
import { isatty } from "node:tty";
import type { FileId } from "../analysis/facts.js";
import { toFileId } from "../workspace/paths.js";

/** What a command knows of the world it is called from. */
export interface Terminal {
  /** Standard output: the answer, and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error: what a person should know about the answer. */
  readonly err: (text: string) => void;
  /** Standard input, line by line. */
  readonly input?: () => AsyncIterable<string>;
  readonly workingDirectory: FileId;
  readonly colour: boolean;
  /** In columns; undefined where output goes to a file or a program, whose lines are not to be broken. */
  readonly width: number | undefined;
  /** Asked for by a command that can stop half-way: the first Ctrl-C then stops it, the second one ends the process. */
  readonly interruption?: () => AbortSignal;
}

/** 0: nothing at or above the level; 1: findings; 2: bad usage or unreadable input; 3: a host could not be asked. */
export type ExitCode = 0 | 1 | 2 | 3;

export function processTerminal(): Terminal {
  process.stdout.on("error", onOutputError);
  // Not `stdout.isTTY`, which is undefined rather than false where it is none.
  const isTerminal = isatty(1);
  // Where standard error itself cannot be written, there is nowhere left to say so.
  process.stderr.on("error", () => undefined);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    input: () => createInterface({ input: process.stdin, crlfDelay: Infinity }),
    workingDirectory: toFileId(process.cwd()),
    colour: wantsColour(process.env, isTerminal),
    width: isTerminal ? Math.max(process.stdout.columns, 40) : undefined,
    interruption: () => {
      const controller = new AbortController();
      for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => controller.abort());
      return controller.signal;
    },
  };
}

/** `NO_COLOR` (https://no-color.org) above `FORCE_COLOR` above what the output is. */
export function wantsColour(environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { NO_COLOR: never = "", FORCE_COLOR: force = "", TERM: kind } = environment;
  if (never !== "") return false;
  if (force !== "") return force !== "0" && force !== "false";
  return isTerminal && kind !== "dumb";
}

/** `portolan ports | head` has seen enough: no reason to complain, and the exit code stays what it is. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  process.stderr.write(`portolan: cannot write the output: ${error.message}\n`);
  process.exit(2);
}
