import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { testOutput } from "./host/paths.js";

/** Compiles the suite for the extension host; answers the module whose `run` VS Code calls. */
export async function bundleSuite(): Promise<string> {
  const names = await readdir(join(import.meta.dirname, "suite"));
  return bundleForHost("suite", ["index.ts", ...names.filter((name) => name.endsWith(".test.ts"))]);
}

/** @param names of files in a folder beside this one; answers where the first of them ends up */
export async function bundleForHost(folder: string, names: readonly [string, ...string[]]): Promise<string> {
  const outdir = join(testOutput, folder);
  // Else a test that is gone from the sources would still run.
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: names.map((name) => join(import.meta.dirname, folder, name)),
    outdir,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // The host provides the one; the other brings globals that all files of the suite must share.
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return join(outdir, names[0].replace(/\.ts$/, ".js"));
}
