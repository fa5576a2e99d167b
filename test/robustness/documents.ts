import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileId } from "../../server/src/analysis/facts.js";
import { mayBeOurs, readFile } from "../../server/src/analysis/sources/index.js";
import { maximumFileSize } from "../../server/src/workspace/read.js";
import { checkout } from "../protocol/editor.js";
import { corpus } from "./sizes.js";

/** The root of every workspace that is made up here. */
export const root = "/w";

/** Texts of files that belong together. */
export type Texts = ReadonlyMap<FileId, string>;

/** The repository's own examples, seeds and fixtures of rules, and whatever else is given. */
export function workspaces(): readonly Texts[] {
  const together = ["examples", "test/seeds", "test/rules/*/invalid", "test/rules/*/valid"].flatMap(foldersIn);
  const apart = corpus === undefined ? [] : [...textsIn(corpus)].map((entry) => new Map([entry]));
  return [...together.map(textsIn), ...apart].filter((texts) => texts.size > 0);
}

/** The folders directly in another; a `*` in its path stands for each of one level. */
function foldersIn(pattern: string): readonly string[] {
  const [before = "", after] = pattern.split("/*");
  const folders = readdirSync(join(checkout, before), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${before}/${name}`)
    .sort();
  if (after === undefined) return folders.map((folder) => join(checkout, folder));
  return folders.flatMap((folder) => (hasFolder(folder, after.slice(1)) ? foldersIn(folder + after) : []));
}

function hasFolder(folder: string, name: string): boolean {
  return readdirSync(join(checkout, folder)).includes(name);
}

function textsIn(folder: string): Texts {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const texts = paths.flatMap((path): [FileId, string][] => {
    const file = `${root}/${path.slice(folder.length + 1).replaceAll("\\", "/")}`;
    if (!mayBeOurs(file)) return [];
    const text = readFileSync(path, "utf8");
    return text.length <= maximumFileSize && readFile(file, text) ? [[file, text]] : [];
  });
  return new Map(texts);
}
