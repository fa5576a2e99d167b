import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { exampleWorkspace } from "./host/paths.js";

/** Runs with a copy of the example, so that nothing a test or a person types ends up in the checkout. */
export async function withWorkspaceCopy<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const parent = await mkdtemp(join(tmpdir(), "portolan-workspace-"));
  try {
    const folder = join(parent, basename(exampleWorkspace));
    await cp(exampleWorkspace, folder, { recursive: true });
    return await use(folder);
  } finally {
    await rm(parent, { recursive: true, force: true, maxRetries: 3 });
  }
}
