import type { BuildFacts, FileFacts, FileId, ProjectFacts } from "./facts.js";
import { folderOf } from "./paths.js";
import { referencesOf } from "./topology/references.js";
import type { Site } from "./topology/model.js";
import { blocksOf, siteOf } from "./topology/sites.js";

/**
 * Which files are joined with which. A file belongs to the sites of those that name it (a Compose file that mounts it),
 * else to the one of its own place.
 */
export class SiteIndex {
  private readonly facts = new Map<FileId, FileFacts>();
  private readonly projectFiles = new Map<FileId, ProjectFacts>();
  private readonly buildFiles = new Map<FileId, BuildFacts>();
  private readonly sites = new Map<FileId, readonly Site[]>();
  /** Files that may belong elsewhere by now. Of many that come at once, each is placed once. */
  private readonly unplaced = new Set<FileId>();
  private isAllUnplaced = false;
  /** By their ids, as the files say that were placed last: the hosts of a project file change what they run. */
  private readonly current = new Map<string, Site>();
  /** The sites that files came into, went out of, or changed in. */
  private readonly touched = new Set<string>();
  private readonly members = new Map<string, Set<FileId>>();
  /** Who names a file or folder. */
  private readonly referrers = new Map<FileId, Set<FileId>>();
  private readonly named = new Map<FileId, readonly FileId[]>();
  private readonly inFolder = new Map<FileId, Set<FileId>>();

  /** The deepest folders first: the nearest one decides. */
  get projects(): readonly ProjectFacts[] {
    const depthOf = ({ file }: ProjectFacts): number => file.split("/").length;
    return [...this.projectFiles.values()].sort((a, b) => depthOf(b) - depthOf(a) || (a.file < b.file ? -1 : 1));
  }

  /** In a stable order. */
  get builds(): readonly BuildFacts[] {
    return [...this.buildFiles.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  get files(): readonly FileId[] {
    return [...this.facts.keys()];
  }

  factsOf(file: FileId): FileFacts | undefined {
    return this.facts.get(file);
  }

  sitesOf(file: FileId): readonly Site[] {
    this.placeAll();
    return this.sites.get(file) ?? [];
  }

  /** The ids of the sites that must be joined again since the last call. */
  takeTouched(): readonly string[] {
    this.placeAll();
    const touched = [...this.touched];
    this.touched.clear();
    return touched;
  }

  /** Undefined for a site that has no files any more. */
  site(id: string): Site | undefined {
    this.placeAll();
    return this.current.get(id);
  }

  /** The facts of a site's files, in a stable order. */
  membersOf(site: Site): readonly FileFacts[] {
    this.placeAll();
    const files = [...(this.members.get(site.id) ?? [])].sort();
    return files.flatMap((file) => this.facts.get(file) ?? []).map((facts) => partOf(facts, site));
  }

  /** The facts of all files that a file is joined with, and of those that decide for every site. */
  joinedWith(file: FileId): readonly FileFacts[] {
    const members = this.sitesOf(file).flatMap(({ id }) => [...(this.members.get(id) ?? [])]);
    const files = new Set([...this.projectFiles.keys(), ...this.buildFiles.keys(), ...members]);
    return [...files].sort().flatMap((each) => this.facts.get(each) ?? []);
  }

  /** Takes what a file says now. */
  set(file: FileId, facts: FileFacts | undefined): void {
    const before = this.facts.get(file);
    if (before === undefined && facts === undefined) return;
    if (facts) this.facts.set(file, facts);
    else this.facts.delete(file);
    addTo(this.inFolder, folderOf(file), file, facts !== undefined);
    const project = facts?.facts.find((fact) => fact.kind === "project");
    const build = facts?.facts.find((fact) => fact.kind === "build");
    // A project file can move any other one to another host; whose collector a build is, its name tells.
    if ([project, build, this.projectFiles.get(file), this.buildFiles.get(file)].some(Boolean))
      this.isAllUnplaced = true;
    setOrDelete(this.projectFiles, file, project);
    setOrDelete(this.buildFiles, file, build);
    for (const each of this.movedWith(file, this.refer(file, facts))) this.unplaced.add(each);
  }

  private placeAll(): void {
    if (!this.isAllUnplaced && this.unplaced.size === 0) return;
    const moved = this.isAllUnplaced ? new Set([...this.unplaced, ...this.files]) : new Set(this.unplaced);
    this.unplaced.clear();
    this.isAllUnplaced = false;
    const { projects } = this;
    for (const file of moved) this.assign(file, projects);
  }

  /** What belongs where a file belongs: whatever it names, what that names, and so on. */
  private movedWith(file: FileId, named: readonly FileId[]): readonly FileId[] {
    const moved = new Set([file, ...named.flatMap((path) => this.filesAt(path))]);
    // A set that grows while it is walked hands out what was added, too.
    for (const each of moved) {
      for (const path of this.named.get(each) ?? []) for (const next of this.filesAt(path)) moved.add(next);
    }
    return [...moved];
  }

  /** Renews what a file names; gives the paths that it names no longer, or now. */
  private refer(file: FileId, facts: FileFacts | undefined): readonly FileId[] {
    const before = this.named.get(file) ?? [];
    const after = facts ? referencesOf(facts) : [];
    if (after.length > 0) this.named.set(file, after);
    else this.named.delete(file);
    for (const path of before) addTo(this.referrers, path, file, false);
    for (const path of after) addTo(this.referrers, path, file, true);
    return [...before, ...after];
  }

  private filesAt(path: FileId): readonly FileId[] {
    return [...(this.facts.has(path) ? [path] : []), ...(this.inFolder.get(path) ?? [])];
  }

  private assign(file: FileId, projects: readonly ProjectFacts[]): void {
    const before = this.sites.get(file) ?? [];
    for (const site of before) this.members.get(site.id)?.delete(file);
    const after = this.place(file, projects);
    if (after.length > 0) this.sites.set(file, after);
    else this.sites.delete(file);
    for (const site of after) addTo(this.members, site.id, file, true);
    for (const { id } of [...before, ...after]) this.touched.add(id);
    for (const site of after) this.current.set(site.id, site);
    for (const { id } of before) if (this.members.get(id)?.size === 0) this.current.delete(id);
  }

  /** @param asking who is being placed, so that two files that name each other end somewhere */
  private place(file: FileId, projects: readonly ProjectFacts[], asking: readonly FileId[] = []): readonly Site[] {
    const facts = this.facts.get(file);
    if (facts === undefined || asking.includes(file)) return [];
    const blocks = blocksOf(facts);
    if (blocks) return blocks;
    const referrers = new Set(
      [file, folderOf(file)].flatMap((path) => [...(this.referrers.get(path) ?? [])]).filter((each) => each !== file),
    );
    const above = [...asking, file];
    const named = asking.length < deepest ? [...referrers].flatMap((each) => this.place(each, projects, above)) : [];
    if (named.length === 0) return [siteOf(facts, projects)];
    return [...new Map(named.map((site) => [site.id, site])).values()];
  }
}

/** Of a page, the block that the site stands for. */
function partOf(facts: FileFacts, { placement }: Site): FileFacts {
  if (placement.kind !== "page") return facts;
  return { ...facts, facts: facts.facts.filter((_, index) => facts.blocks?.[index] === placement.block) };
}

/** Longest chain of overlays upon overlays that is followed. */
const deepest = 8;

function setOrDelete<K, V>(index: Map<K, V>, key: K, value: V | undefined): void {
  if (value === undefined) index.delete(key);
  else index.set(key, value);
}

function addTo<K, V>(index: Map<K, Set<V>>, key: K, value: V, present: boolean): void {
  const set = index.get(key);
  if (!present) set?.delete(value);
  else if (set) set.add(value);
  else index.set(key, new Set([value]));
}
