import type { FileFacts, FileId, ProjectFacts } from "./facts.js";
import { folderOf } from "./paths.js";
import { referencesOf } from "./topology/references.js";
import type { Site } from "./topology/model.js";
import { siteOf } from "./topology/sites.js";

/**
 * Which files are joined with which. A file belongs to the sites of those that name it (a Compose file that mounts it),
 * else to the one of its own place.
 */
export class SiteIndex {
  private readonly facts = new Map<FileId, FileFacts>();
  private readonly projectFiles = new Map<FileId, ProjectFacts>();
  private readonly sites = new Map<FileId, readonly Site[]>();
  private readonly members = new Map<string, Set<FileId>>();
  /** Who names a file or folder, and the site it is named for. */
  private readonly referrers = new Map<FileId, Map<FileId, Site>>();
  private readonly named = new Map<FileId, readonly FileId[]>();
  private readonly inFolder = new Map<FileId, Set<FileId>>();

  /** The deepest folders first: the nearest one decides. */
  get projects(): readonly ProjectFacts[] {
    const depthOf = ({ file }: ProjectFacts): number => file.split("/").length;
    return [...this.projectFiles.values()].sort((a, b) => depthOf(b) - depthOf(a) || (a.file < b.file ? -1 : 1));
  }

  get files(): readonly FileId[] {
    return [...this.facts.keys()];
  }

  factsOf(file: FileId): FileFacts | undefined {
    return this.facts.get(file);
  }

  sitesOf(file: FileId): readonly Site[] {
    return this.sites.get(file) ?? [];
  }

  /** The facts of a site's files, in a stable order. */
  membersOf(site: Site): readonly FileFacts[] {
    const files = [...(this.members.get(site.id) ?? [])].sort();
    return files.flatMap((file) => this.facts.get(file) ?? []);
  }

  /** Takes what a file says now, and tells which sites must be joined again. */
  set(file: FileId, facts: FileFacts | undefined): readonly Site[] {
    const before = this.facts.get(file);
    if (before === undefined && facts === undefined) return [];
    const touched = [...this.sitesOf(file)];
    if (facts) this.facts.set(file, facts);
    else this.facts.delete(file);
    addTo(this.inFolder, folderOf(file), file, facts !== undefined);
    const project = facts?.facts.find((fact) => fact.kind === "project");
    // A project file can move any other one to another host.
    const everything = project !== undefined || this.projectFiles.has(file);
    if (project) this.projectFiles.set(file, project);
    else this.projectFiles.delete(file);
    const named = everything
      ? this.files.flatMap((each) => this.refer(each, this.facts.get(each)))
      : this.refer(file, facts);
    const moved = new Set([file, ...(everything ? this.files : named.flatMap((path) => this.filesAt(path)))]);
    for (const each of moved) touched.push(...this.assign(each));
    return touched;
  }

  /** Renews what a file names; gives the paths that are named by it no longer, or only now, or for another site. */
  private refer(file: FileId, facts: FileFacts | undefined): readonly FileId[] {
    const before = this.named.get(file) ?? [];
    const after = facts ? referencesOf(facts) : [];
    if (after.length > 0) this.named.set(file, after);
    else this.named.delete(file);
    for (const path of before) this.referrers.get(path)?.delete(file);
    const site = facts && siteOf(facts, this.projects);
    for (const path of after) {
      if (site === undefined) break;
      const by = this.referrers.get(path) ?? new Map<FileId, Site>();
      this.referrers.set(path, by.set(file, site));
    }
    return [...before, ...after];
  }

  private filesAt(path: FileId): readonly FileId[] {
    return [...(this.facts.has(path) ? [path] : []), ...(this.inFolder.get(path) ?? [])];
  }

  private assign(file: FileId): readonly Site[] {
    const before = this.sitesOf(file);
    for (const site of before) this.members.get(site.id)?.delete(file);
    const after = this.place(file);
    if (after.length > 0) this.sites.set(file, after);
    else this.sites.delete(file);
    for (const site of after) addTo(this.members, site.id, file, true);
    return [...before, ...after];
  }

  private place(file: FileId): readonly Site[] {
    const facts = this.facts.get(file);
    if (facts === undefined) return [];
    const named = [file, folderOf(file)].flatMap((path) => [...(this.referrers.get(path)?.values() ?? [])]);
    if (named.length === 0) return [siteOf(facts, this.projects)];
    return [...new Map(named.map((site) => [site.id, site])).values()];
  }
}

function addTo<K, V>(index: Map<K, Set<V>>, key: K, value: V, present: boolean): void {
  const set = index.get(key);
  if (!present) set?.delete(value);
  else if (set) set.add(value);
  else index.set(key, new Set([value]));
}
