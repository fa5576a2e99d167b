import { stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { buildAll } from "./build.js";
import { checkout } from "./bundles.js";

/** Builds the extension and packs what `.vscodeignore` lets in; answers where the VSIX is. */
export async function packageExtension(): Promise<string> {
  const target = join(checkout, "dist", "portolan.vsix");
  await buildAll({ dev: false });
  await createVSIX({
    cwd: checkout,
    packagePath: target,
    // They are inside the bundles.
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return target;
}

async function main(): Promise<void> {
  const file = await packageExtension();
  const { size } = await stat(file);
  console.log(`${relative(process.cwd(), file)}: ${(size / 1_000_000).toFixed(2)} MB`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
