import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { exampleWorkspace } from "./host/paths.js";

/** Runs with a copy of the example, so that nothing a test or a person types ends up in the checkout. */
export function withWorkspaceCopy<T>(use: (folder: string) => Promise<T>): Promise<T> {
  return withWorkspace(basename(exampleWorkspace), (folder) => cp(exampleWorkspace, folder, { recursive: true }), use);
}

/** Runs with a folder that is made for it and is gone afterwards. */
export async function withWorkspace<T>(
  name: string,
  make: (folder: string) => Promise<unknown>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const parent = await mkdtemp(join(tmpdir(), "portolan-workspace-"));
  try {
    const folder = join(parent, name);
    await make(folder);
    return await use(folder);
  } finally {
    await rm(parent, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
