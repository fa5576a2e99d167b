import { mkdtempSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const controller = new AbortController();
// Not `once`: the second Ctrl-C of an impatient person would cut the clearing up short.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(name, () => {
    controller.abort(new Error("interrupted"));
  });

/**
 * Aborted when somebody interrupts the bench. Whatever takes long gives up then, and clears up as after any error; only a
 * process that still answers signals is given the time for it.
 */
export const interruption = controller.signal;

/** Gives `work` an empty folder, which is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "portolan-bench-")));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const running = new Set<() => void>();
process.on("exit", () => {
  for (const kill of running) kill();
});

/** Has a child killed when the bench ends before it; what is given back takes that off again. */
export function killAtEnd(kill: () => void): () => void {
  running.add(kill);
  return () => void running.delete(kill);
}
