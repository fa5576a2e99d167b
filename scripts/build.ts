import { chmod } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, context } from "esbuild";
import { bundles, checkout, type Mode } from "./bundles.js";

export async function buildAll(mode: Mode): Promise<void> {
  await Promise.all(bundles(mode).map((options) => build(options)));
  await chmod(resolve(checkout, "dist/cli.js"), 0o755);
}

async function watchAll(mode: Mode): Promise<void> {
  const contexts = await Promise.all(bundles(mode).map((options) => context({ ...options, logLevel: "info" })));
  await Promise.all(contexts.map((bundle) => bundle.watch()));
}

async function main(args: readonly string[]): Promise<void> {
  const mode = { dev: args.includes("--dev") };
  await (args.includes("--watch") ? watchAll(mode) : buildAll(mode));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
