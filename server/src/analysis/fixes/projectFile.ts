import type { FileId, ProjectFacts, ProjectHost } from "../facts.js";
import type { EditFix, Finding, TextOf } from "../finding.js";
import { isWithin, joinPath, folderOf } from "../paths.js";
import type { TextEdit } from "../text.js";
import { hostTree } from "../topology/sites.js";
import { pathInProject, projectTargetFor, type ProjectSurroundings, type ProjectTarget } from "./projectTarget.js";
import { addsOnly, withHosts, withIgnore, withRuns, type NewHost, type Said } from "./projectText.js";

/** Names the files as running on one host; none where a project file says already where two of them run. */
export function shareHostFix(files: readonly FileId[], texts: TextOf, around: ProjectSurroundings): readonly EditFix[] {
  const title = "They share a host (.portolan.yaml)";
  const distinct = [...new Set(files)];
  const placed = distinct.map((file) => ({ file, on: hostOf(file, around.projects) }));
  const [host, ...others] = [...new Set(placed.flatMap(({ on }) => on ?? []))];
  const homeless = placed.filter(({ on }) => on === undefined).map(({ file }) => file);
  if (distinct.length < 2 || homeless.length === 0 || others.length > 0) return [];
  if (host !== undefined) return joinHost(title, homeless, host, texts, around.projects);
  return addHosts(title, [homeless], texts, around);
}

/** Names a host for each of the files that has none; none where two are said to share one. */
export function differentHostsFix(
  files: readonly FileId[],
  texts: TextOf,
  around: ProjectSurroundings,
): readonly EditFix[] {
  const distinct = [...new Set(files)];
  const hosts = distinct.flatMap((file) => hostOf(file, around.projects) ?? []);
  const homeless = distinct.filter((file) => hostOf(file, around.projects) === undefined);
  if (distinct.length < 2 || homeless.length === 0 || new Set(hosts).size < hosts.length) return [];
  const groups = homeless.map((file) => [file]);
  return addHosts("They run on different hosts (.portolan.yaml)", groups, texts, around);
}

/** Ignores the rule of a finding in the file it stands in; why, the person has to say. */
export function ignoreInFileFix(
  { rule, place: { file } }: Finding,
  texts: TextOf,
  around: ProjectSurroundings,
): readonly EditFix[] {
  const target = projectTargetFor([file], around);
  const path = target && pathInProject(file, target.file);
  if (target === undefined || path === undefined) return [];
  const added = { rule, files: [file], reason: undefined };
  return editProject(
    `Ignore ${rule} in this file (.portolan.yaml)`,
    target,
    texts,
    (text) => withIgnore(text, { rule, file: path }),
    (old) => ({ ...old, ignore: [...old.ignore, added] }),
  );
}

/** As sites are made: the first host that names the file or a folder above it, else one that has its file tree. */
function hostOf(file: FileId, projects: readonly ProjectFacts[]): ProjectHost | undefined {
  const hosts = projects.flatMap((project) => project.hosts);
  const tree = hostTree(file);
  return (
    hosts.find(({ runs }) => runs.some((path) => isWithin(file, path))) ??
    hosts.find(({ runs }) => tree !== undefined && runs.some((path) => hostTree(path) === tree))
  );
}

function joinHost(
  title: string,
  files: readonly FileId[],
  host: ProjectHost,
  texts: TextOf,
  projects: readonly ProjectFacts[],
): readonly EditFix[] {
  const facts = projects.find((project) => project.hosts.includes(host));
  const paths = facts && relative(files, facts.file);
  if (facts === undefined || paths === undefined) return [];
  return editProject(
    title,
    { file: facts.file, facts },
    texts,
    (text) => withRuns(text, host.name, paths),
    (old) => ({
      ...old,
      hosts: old.hosts.map((each) => (each.name === host.name ? { ...each, runs: [...each.runs, ...files] } : each)),
    }),
  );
}

/** @param groups what runs on each of the new hosts */
function addHosts(
  title: string,
  groups: readonly (readonly FileId[])[],
  texts: TextOf,
  around: ProjectSurroundings,
): readonly EditFix[] {
  const target = projectTargetFor(groups.flat(), around);
  if (target === undefined) return [];
  const names = freeNames(groups.length, around.projects);
  const hosts = groups.flatMap((files, index): readonly NewHost[] => {
    const [name, runs] = [names[index], relative(files, target.file)];
    return name === undefined || runs === undefined ? [] : [{ name, runs }];
  });
  if (hosts.length < groups.length) return [];
  const folder = folderOf(target.file);
  const added = hosts.map(({ name, runs }) => ({ name, runs: runs.map((path) => joinPath(folder, path)) }));
  return editProject(
    title,
    target,
    texts,
    (text) => withHosts(text, hosts),
    (old) => ({ ...old, hosts: [...old.hosts, ...added] }),
  );
}

function relative(files: readonly FileId[], project: FileId): readonly string[] | undefined {
  const paths = files.flatMap((file) => pathInProject(file, project) ?? []);
  return paths.length < files.length ? undefined : paths;
}

/** `host-1`, `host-2`: what the hosts are really called, the person knows. */
function freeNames(count: number, projects: readonly ProjectFacts[]): readonly string[] {
  const taken = new Set(projects.flatMap(({ hosts }) => hosts.map(({ name }) => name)));
  const candidates = Array.from({ length: count + taken.size }, (_, index) => `host-${String(index + 1)}`);
  return candidates.filter((name) => !taken.has(name)).slice(0, count);
}

function editProject(
  title: string,
  { file, facts }: ProjectTarget,
  texts: TextOf,
  change: (text: string) => string | undefined,
  meant: (old: ProjectFacts) => Said,
): readonly EditFix[] {
  const before = facts === undefined ? "" : texts(file);
  const after = before === undefined ? undefined : change(before);
  if (before === undefined || after === undefined || !addsOnly(file, before, after, meant)) return [];
  const edits = [asEdit(before, after)];
  return [{ kind: "edit", title, edits: [facts === undefined ? { file, edits, create: true } : { file, edits }] }];
}

/** The least replacement that makes one text of the other. */
function asEdit(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let behind = 0;
  while (behind < most - start && before.at(-1 - behind) === after.at(-1 - behind)) behind++;
  return {
    span: { start, end: before.length - behind },
    newText: after.slice(start, after.length - behind),
  };
}
