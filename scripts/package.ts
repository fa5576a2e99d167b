import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { buildAll } from "./build.js";
import { checkout } from "./bundles.js";
import { tellPacked } from "./packed.js";
import { standAlone } from "./readme.js";

/** Builds the extension and packs what `.vscodeignore` lets in; answers where the VSIX is. */
export async function packageExtension(): Promise<string> {
  const target = join(checkout, "dist", "portolan.vsix");
  await buildAll({ dev: false });
  const published = await hasRepository();
  if (!published) {
    await writeFile(
      join(checkout, "dist", "README.md"),
      standAlone(await readFile(join(checkout, "README.md"), "utf8")),
    );
  }
  await createVSIX({
    cwd: checkout,
    packagePath: target,
    // They are inside the bundles.
    dependencies: false,
    // A page's pictures and links go to the repository, where the manifest names one.
    ...(!published && { allowMissingRepository: true, readmePath: "dist/README.md" }),
  });
  return target;
}

async function hasRepository(): Promise<boolean> {
  return "repository" in (JSON.parse(await readFile(join(checkout, "package.json"), "utf8")) as object);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) void tellPacked(packageExtension());
