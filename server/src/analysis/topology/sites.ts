import type { Fact, FileFacts, FileId, ProjectFacts } from "../facts.js";
import { folderOf, isWithin } from "../paths.js";
import { isUnitPath } from "../sources/systemd/source.js";
import type { Site } from "./model.js";

/** Which files a file is joined with. Depends on its path and the project files alone, so that an edit moves no other. */
export function siteOf(facts: FileFacts, projects: readonly ProjectFacts[]): Site {
  const file = firstConfig(facts.file, projects);
  const tree = hostTree(file) ?? (facts.facts.some(isUnitFile) ? unitRoot(file) : undefined);
  const named = namedHost(file, tree, projects);
  if (named) return named;
  // Kubernetes objects say themselves where they run, wherever their file lies.
  const placedByPath = facts.facts.some(isPlacedByPath);
  if (tree !== undefined && placedByPath) return { id: `tree:${tree}`, placement: { kind: "host-tree", root: tree } };
  const folder = folderOf(file);
  return { id: `folder:${folder}`, placement: { kind: "folder", folder } };
}

/** The sites of a page, one for each of its blocks that says something; undefined for any other file. */
export function blocksOf({ file, blocks }: FileFacts): readonly Site[] | undefined {
  return (
    blocks &&
    [...new Set(blocks)].map((block): Site => ({
      id: `page:${file}#${String(block)}`,
      placement: { kind: "page", file, block },
    }))
  );
}

/** What a host reads from its own file tree, as opposed to what is applied or started from wherever it lies. */
function isPlacedByPath(fact: Fact): boolean {
  return (
    fact.kind === "agent" || isUnitFile(fact) || fact.kind === "env-file" || (fact.kind === "collector" && !fact.holder)
  );
}

/** A unit that a script writes is on no host before the script runs. */
function isUnitFile(fact: Fact): boolean {
  return fact.kind === "unit" && isUnitPath(fact.file);
}

/** Files that `.portolan.yaml` merges into one collector belong where the first of them lies. */
function firstConfig(file: FileId, projects: readonly ProjectFacts[]): FileId {
  const merged = projects.flatMap((project) => project.collectors).find(({ configs }) => configs.includes(file));
  return merged?.configs[0] ?? file;
}

/** `<root>` of `<root>/etc/otelcol/config.yaml`; undefined for a path with no `etc` in it. */
export function hostTree(file: FileId): FileId | undefined {
  const at = file.lastIndexOf("/etc/");
  return at < 0 ? undefined : file.slice(0, at);
}

/** `<root>` of `<root>/etc/systemd/system/a.service` and of `<root>/usr/lib/systemd/system/a.service`. */
export function unitRoot(file: FileId): FileId | undefined {
  return /^(.*?)(?:\/usr)?\/(?:etc|lib|run)\/systemd\//.exec(file)?.[1];
}

/** What a program of a host's tree is called there: `otelcol-contrib` of `<root>/etc/otelcol-contrib/config.yaml`. */
export function packageFolder(file: FileId, tree: FileId): string {
  const [name = "", ...rest] = file.slice(tree.length + "/etc/".length).split("/");
  return rest.length === 0 ? name.replace(/\.\w+$/, "") : name;
}

function namedHost(file: FileId, tree: FileId | undefined, projects: readonly ProjectFacts[]): Site | undefined {
  const hosts = projects.flatMap((project) => project.hosts.map((host) => ({ project, host })));
  const direct = hosts.find(({ host }) => host.runs.some((path) => isWithin(file, path)));
  // A host that runs one file of a tree owns the tree.
  const found =
    direct ?? hosts.find(({ host }) => tree !== undefined && host.runs.some((path) => hostTree(path) === tree));
  if (found === undefined) return undefined;
  const { project, host } = found;
  return {
    id: `host:${project.file}#${host.name}`,
    placement: { kind: "named-host", name: host.name, runs: host.runs, project: project.file },
  };
}
