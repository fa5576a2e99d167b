/** Writes the documentation that derives from the code: `npm run docs`; `--check` only says whether it is stale. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { livePages } from "./docs/livePages.js";
import { rulePages } from "./docs/rulePages.js";
import { rulesIndex } from "./docs/rulesIndex.js";
import { settingsPage } from "./docs/settingsPage.js";

const root = join(import.meta.dirname, "..");

/** Holds nothing but generated pages. */
const pagesOfRules = "docs/rules";

/** Every generated page by its path, as it has to be. */
export function pages(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/rules.md", rulesIndex()],
    ["docs/settings.md", settingsPage()],
    ...rulePages(),
    ...livePages(),
  ]);
}

/** Paths of pages that are not as they have to be, or should not be there. */
export function stale(wanted = pages()): readonly string[] {
  const left = list(join(root, pagesOfRules))
    .map((name) => `${pagesOfRules}/${name}`)
    .filter((path) => !wanted.has(path));
  return [...[...wanted].filter(([path, text]) => read(path) !== text).map(([path]) => path), ...left];
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function main(args: readonly string[]): void {
  const wanted = pages();
  const paths = stale(wanted);
  if (args.includes("--check")) {
    for (const path of paths) console.error(`${path} is stale: run npm run docs`);
    process.exitCode = paths.length > 0 ? 1 : 0;
    return;
  }
  mkdirSync(join(root, pagesOfRules), { recursive: true });
  for (const path of paths) {
    const text = wanted.get(path);
    if (text === undefined) rmSync(join(root, path));
    else writeFileSync(join(root, path), text);
    console.log(`${text === undefined ? "removed" : "wrote"} ${path}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
