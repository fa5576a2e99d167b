/**
 * Counts what Portolan finds over a corpus of real files: `npm run corpus -- [folder] [--list severity]`. The folder
 * holds `index.jsonl`, one object a line with `file` (its path there), `repo`, `path` (its path in the repository) and
 * `kind`. Files of one repository are one workspace, as its owner would open it.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { analyse } from "../server/src/analysis/analyse.js";
import type { Finding, Severity } from "../server/src/analysis/finding.js";
import { readFiles } from "../server/src/analysis/readFiles.js";
import { mayBeOurs } from "../server/src/analysis/sources/index.js";
import { lineStartsOf, positionAt } from "../server/src/analysis/text.js";

interface Entry {
  readonly file: string;
  readonly repo: string;
  readonly path: string;
  readonly kind: string;
}

interface Found {
  readonly entry: Entry;
  readonly finding: Finding;
  readonly line: number;
}

const severities: readonly Severity[] = ["error", "warning", "information", "hint"];

function main(args: readonly string[]): void {
  const [given] = args.filter((arg, index) => !arg.startsWith("--") && args[index - 1] !== "--list");
  const folder = resolve(given ?? fileURLToPath(new URL("../../shared/corpus", import.meta.url)));
  if (!existsSync(join(folder, "index.jsonl"))) {
    console.error(`There is no index.jsonl in ${folder}. Name the folder of a corpus: npm run corpus -- <folder>`);
    process.exitCode = 2;
    return;
  }
  const entries = readIndex(folder);
  const found = [...groupByRepository(entries)].flatMap(([, members]) => findingsIn(folder, members));
  print(entries, found);
  const at = args.indexOf("--list");
  if (at >= 0) list(found.filter(({ finding }) => finding.severity === (args[at + 1] ?? "error")));
}

function readIndex(folder: string): readonly Entry[] {
  const lines = readFileSync(join(folder, "index.jsonl"), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Entry);
}

function groupByRepository(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.repo, [...(groups.get(entry.repo) ?? []), entry]);
  return groups;
}

function findingsIn(folder: string, entries: readonly Entry[]): readonly Found[] {
  const byPath = new Map(entries.map((entry) => [`/${entry.repo}/${entry.path}`, entry]));
  const texts = new Map(
    [...byPath]
      .filter(([path]) => mayBeOurs(path))
      .map(([path, entry]) => [path, readFileSync(join(folder, entry.file), "utf8")]),
  );
  const { findings } = analyse(readFiles(texts), { roots: [`/${entries[0]?.repo ?? ""}`] });
  return [...findings].flatMap(([path, each]) => {
    const entry = byPath.get(path);
    const lines = lineStartsOf(texts.get(path) ?? "");
    if (entry === undefined) return [];
    return each.map((finding) => ({ entry, finding, line: positionAt(lines, finding.place.span.start).line + 1 }));
  });
}

function print(entries: readonly Entry[], found: readonly Found[]): void {
  const kinds = [...new Set(entries.map(({ kind }) => kind))].sort();
  console.log(["kind", "files", ...severities].join("\t"));
  for (const kind of kinds) {
    const files = entries.filter((entry) => entry.kind === kind).length;
    const own = found.filter(({ entry }) => entry.kind === kind);
    console.log([kind, files, ...severities.map((each) => count(own, each))].join("\t"));
  }
  console.log(`\n${["rule", ...severities].join("\t")}`);
  for (const rule of [...new Set(found.map(({ finding }) => finding.rule))].sort()) {
    const own = found.filter(({ finding }) => finding.rule === rule);
    console.log([rule, ...severities.map((each) => count(own, each))].join("\t"));
  }
}

function count(found: readonly Found[], severity: Severity): number {
  return found.filter(({ finding }) => finding.severity === severity).length;
}

function list(found: readonly Found[]): void {
  for (const { entry, finding, line } of found) {
    console.log(`\n${entry.kind}\t${finding.rule}\t${entry.repo}/${entry.path}:${String(line)}\n\t${finding.message}`);
  }
}

main(process.argv.slice(2));
