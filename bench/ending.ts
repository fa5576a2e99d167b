import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const unfinished = new Set<() => void>();

process.on("exit", () => {
  for (const work of unfinished) work();
});
// Not `once`: the second Ctrl-C of an impatient person would cut the clearing up short.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

/** Has something done when the bench ends, however it does; what is given back takes that off again. */
export function atEnd(work: () => void): () => void {
  unfinished.add(work);
  return () => void unfinished.delete(work);
}

/** Gives `work` an empty folder, which is gone afterwards, also when the bench is interrupted. */
export async function withFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "portolan-bench-")));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const forget = atEnd(remove);
  try {
    return await work(folder);
  } finally {
    remove();
    forget();
  }
}
