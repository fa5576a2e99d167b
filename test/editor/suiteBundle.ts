import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { testOutput } from "./host/paths.js";

const sources = join(import.meta.dirname, "suite");

/** Compiles the suite for the extension host; answers the module whose `run` VS Code calls. */
export async function bundleSuite(): Promise<string> {
  const outdir = join(testOutput, "suite");
  // Else a test that is gone from the sources would still run.
  await rm(outdir, { recursive: true, force: true });
  const names = await readdir(sources);
  const tests = names.filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: ["index.ts", ...tests].map((name) => join(sources, name)),
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
  return join(outdir, "index.js");
}
