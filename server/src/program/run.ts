import { execFile } from "node:child_process";

/** How a run of the person's own collector ended. */
export type ProgramRun =
  | { readonly kind: "ended"; readonly code: number; readonly output: string }
  /** It could not be started, took too long or said too much. */
  | { readonly kind: "failed"; readonly reason: string };

export interface RunOptions {
  /** Where relative paths of the configuration begin. */
  readonly folder?: string;
  /** Beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const patience = 20_000;
const mostOutput = 1024 * 1024;

/** Runs a program by its path and arguments, without a shell; what it prints on both streams comes back as one text. */
export function runProgram(path: string, args: readonly string[], options: RunOptions = {}): Promise<ProgramRun> {
  const { folder, environment, signal } = options;
  return new Promise((fulfil) => {
    const settings = {
      timeout: patience,
      maxBuffer: mostOutput,
      windowsHide: true,
      env: { ...process.env, ...environment },
      ...(folder !== undefined && { cwd: folder }),
      ...(signal && { signal }),
    };
    const child = execFile(path, args, settings, (error, out, err) => {
      const output = `${out}${err}`;
      if (error === null) fulfil({ kind: "ended", code: 0, output });
      else if (typeof error.code === "number") fulfil({ kind: "ended", code: error.code, output });
      else fulfil({ kind: "failed", reason: reasonOf(error, path) });
    });
    child.stdin?.end();
  });
}

function reasonOf(error: Error & { readonly code?: unknown; readonly killed?: boolean }, path: string): string {
  switch (error.code) {
    case "ENOENT":
      return `There is no program ${path}.`;
    case "EACCES":
      return `${path} is no program that may be run.`;
    case "ERR_CHILD_PROCESS_STDIO_MAXBUFFER":
      return `${path} printed more than ${String(mostOutput / 1024)} KiB.`;
    case "ABORT_ERR":
      return "Cancelled.";
    default:
      return error.killed ? `${path} did not end within ${String(patience / 1000)} s.` : `${path}: ${error.message}`;
  }
}
