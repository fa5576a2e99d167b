import { chmod, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, context, type Plugin } from "esbuild";
import { bundles, checkout, type Mode } from "./bundles.js";
import { bundledPackages, noticesOf } from "./notices.js";

/** Makes the bundles in `dist`, and beside them the notices of whose code is in them. */
export async function buildAll(mode: Mode): Promise<void> {
  const results = await Promise.all(bundles(mode).map((options) => build({ ...options, metafile: true })));
  await chmod(resolve(checkout, "dist/cli.js"), 0o755);
  const packages = await bundledPackages(results.map(({ metafile }) => metafile));
  await writeFile(resolve(checkout, "dist/THIRD-PARTY-NOTICES.txt"), noticesOf(packages));
}

async function watchAll(mode: Mode): Promise<void> {
  const all = bundles(mode);
  const told = progressOf(all.length);
  const contexts = await Promise.all(
    all.map((options, index) => context({ ...options, plugins: [...(options.plugins ?? []), told(index)] })),
  );
  await Promise.all(contexts.map((bundle) => bundle.watch()));
}

/** Says when building begins, and when the last bundle of it is there: what an editor's task waits for. */
function progressOf(count: number): (bundle: number) => Plugin {
  const pending = new Set(Array.from({ length: count }, (_, index) => index));
  return (bundle) => ({
    name: "progress",
    setup(build) {
      build.onStart(() => {
        if (pending.size === 0) console.log("[watch] build started");
        pending.add(bundle);
      });
      build.onEnd(() => {
        pending.delete(bundle);
        if (pending.size === 0) console.log("[watch] build finished");
      });
    },
  });
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
