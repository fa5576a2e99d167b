import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { buildAll } from "./build.js";
import { checkout } from "./bundles.js";
import { tellPacked } from "./packed.js";

/** What the package holds, by its name there; all that is not made here is taken as it is. */
const files = {
  "cli.js": "dist/cli.js",
  "elk.js": "dist/elk.js",
  "CHANGELOG.md": "CHANGELOG.md",
  LICENSE: "LICENSE",
  "README.md": "packages/cli/README.md",
  "THIRD-PARTY-NOTICES.txt": "dist/THIRD-PARTY-NOTICES.txt",
};

/** What of the extension's manifest holds for the command line as well. */
const shared = ["name", "version", "license", "author", "repository", "bugs", "homepage"];

/** Builds the command line and packs it for npm, without dependencies to fetch; answers where the tarball is. */
export async function packageCli(): Promise<string> {
  const folder = join(checkout, "dist", "cli");
  await buildAll({ dev: false });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, source] of Object.entries(files)) await copyFile(join(checkout, source), join(folder, name));
  await writeFile(join(folder, "json.d.ts"), await declarationOf("server/src/cli/format/jsonContract.ts"));
  await writeFile(join(folder, "package.json"), `${JSON.stringify(await manifest(), null, 2)}\n`);
  // The shell finds `npm.cmd` on Windows; no word here comes from elsewhere.
  const shell = process.platform === "win32";
  const { stdout } = await promisify(execFile)("npm", ["pack", "--json", "--pack-destination", ".."], {
    cwd: folder,
    shell,
  });
  const [packed] = JSON.parse(stdout) as [{ readonly filename: string }];
  return join(checkout, "dist", packed.filename);
}

async function manifest(): Promise<object> {
  const own = JSON.parse(await readFile(join(checkout, "package.json"), "utf8")) as {
    readonly keywords: readonly string[];
    readonly engines: { readonly node: string };
  };
  return {
    ...Object.fromEntries(Object.entries(own).filter(([key]) => shared.includes(key))),
    description: "Knows who owns every port around an OpenTelemetry Collector: command line and language server.",
    keywords: own.keywords,
    engines: { node: own.engines.node },
    bin: { portolan: "cli.js" },
    exports: { "./json": { types: "./json.d.ts" }, "./package.json": "./package.json" },
    files: [...Object.keys(files), "json.d.ts"],
  };
}

/** The declarations of a file that imports nothing. */
export async function declarationOf(source: string): Promise<string> {
  const text = await readFile(join(checkout, source), "utf8");
  return ts.transpileDeclaration(text, { compilerOptions: { strict: true } }).outputText;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) void tellPacked(packageCli());
