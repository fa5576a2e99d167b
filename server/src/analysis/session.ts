import type { Build, FileFacts, FileId, FileRole, ProjectFacts } from "./facts.js";
import type { Finding } from "./finding.js";
import { Inclusions } from "./inclusions.js";
import type { PortReport } from "./report.js";
import { unusedSuppressions } from "./rules/unusedSuppression.js";
import { SiteIndex } from "./siteIndex.js";
import { analyseSite, byPlace, distinct, noPorts, ruleIds, type SiteResult } from "./siteResult.js";
import { applySuppressions } from "./suppress.js";
import { claimsOf } from "./topology/collisions.js";
import { joinSite } from "./topology/join.js";
import type { Claim, JoinContext, SiteModel } from "./topology/model.js";
import { positionAt } from "./text.js";
import type { Version } from "./versions.js";

export interface AnalysisOptions {
  /** Absolute folders; paths in messages start there. */
  readonly roots: readonly FileId[];
  /** For collectors whose version no file tells. */
  readonly collectorVersion?: Version;
  /** What the person's own collector is made of. */
  readonly ownBuild?: Build;
}

/** What an update changed: files whose findings are others now, and whether the port map is. */
export interface Changes {
  readonly files: ReadonlySet<FileId>;
  readonly ports: boolean;
}

export function together(changes: readonly Changes[]): Changes {
  return {
    files: new Set(changes.flatMap(({ files }) => [...files])),
    ports: changes.some(({ ports }) => ports),
  };
}

/**
 * The analysis of a workspace that is edited: facts in, findings out, and only the sites that a change touches are
 * joined again. Since each site's result is a function of its files alone, the outcome is the same as from scratch.
 */
export class AnalysisSession {
  private readonly index = new SiteIndex();
  private readonly inclusions = new Inclusions();
  private readonly results = new Map<string, SiteResult>();
  /** What each file's findings were after the last update. */
  private readonly told = new Map<FileId, string>();
  private readonly dirty = new Set<string>();
  /** Files of sites that were joined again, but not all that they belong to. */
  private readonly touched = new Set<FileId>();
  /** As of the last update. */
  private known: readonly ProjectFacts[] = [];

  constructor(private readonly options: AnalysisOptions) {}

  /**
   * Takes what a file says now; undefined for one that is gone or says nothing of ours. Gives the files that are read in
   * another role from now on: whoever knows their texts sets what they say in that.
   */
  set(file: FileId, facts: FileFacts | undefined): readonly FileId[] {
    this.index.set(file, facts);
    return this.inclusions.set(file, facts);
  }

  roleOf(file: FileId): FileRole {
    return this.inclusions.roleOf(file);
  }

  /** Joins and checks again what was touched since the last call. */
  update(): Changes {
    return together([...this.steps()]);
  }

  /** The same site by site; what whoever asks does not wait for is still to be done by the next call. */
  *steps(first: Iterable<FileId> = []): Generator<Changes> {
    this.known = this.index.projects;
    this.takeTouched();
    const context = this.context();
    const wanted = [...first].flatMap((file) => this.index.sitesOf(file));
    for (const id of new Set([...wanted.map((site) => site.id), ...this.dirty])) {
      if (this.dirty.delete(id)) yield this.renew(id, context);
    }
  }

  /** Whether all that was set has been joined; of a file, whether what it belongs to has. */
  isUpToDate(file?: FileId): boolean {
    this.takeTouched();
    if (file === undefined) return this.dirty.size === 0;
    return !this.index.sitesOf(file).some(({ id }) => this.dirty.has(id));
  }

  /** A file that several sites share says each thing once. What it or a project file ignores is left out. */
  findingsOf(file: FileId): readonly Finding[] {
    const sites = this.index.sitesOf(file);
    const found = distinct(sites.flatMap((site) => this.results.get(site.id)?.findings.get(file) ?? []));
    const facts = this.index.factsOf(file);
    if (facts === undefined) return found;
    const ignores = this.known.flatMap(({ ignore }) => ignore);
    const { findings, unused } = applySuppressions(found, facts, ignores);
    if (unused.length === 0) return findings;
    const hints = applySuppressions(unusedSuppressions(unused, ruleIds), { ...facts, suppressions: [] }, ignores);
    return [...findings, ...hints.findings].sort(byPlace);
  }

  /** The version of collectors of which nothing else tells it. */
  get collectorVersion(): Version | undefined {
    return this.options.collectorVersion;
  }

  /** The project files as of the last update, the deepest first. */
  projects(): readonly ProjectFacts[] {
    return this.known;
  }

  factsOf(file: FileId): FileFacts | undefined {
    return this.index.factsOf(file);
  }

  /** All files that hold something of ours, in a stable order. */
  files(): readonly FileId[] {
    return [...this.index.files].sort();
  }

  ports(): PortReport {
    const namespaces = [...this.results.values()].flatMap((result) => result.namespaces);
    return {
      namespaces: namespaces.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.id < b.id ? -1 : 1)),
      dials: [...this.results.values()].flatMap((result) => result.dials),
    };
  }

  /** Everything that was joined, a model for each site. */
  models(): readonly SiteModel[] {
    return [...this.results.values()].map(({ model }) => model);
  }

  /** What a file was joined to; several where several sites share it. */
  modelsOf(file: FileId): readonly SiteModel[] {
    return this.index.sitesOf(file).flatMap(({ id }) => this.results.get(id)?.model ?? []);
  }

  /** What a file would be joined to if it said something else. Nothing of it is kept. */
  modelsWith(facts: FileFacts): readonly SiteModel[] {
    const { file } = facts;
    this.takeTouched();
    const before = this.index.factsOf(file);
    this.index.set(file, facts);
    const context = this.context();
    const models = this.index.sitesOf(file).map((site) => joinSite(site, this.index.membersOf(site), context));
    this.index.set(file, before);
    // It is as if nothing had been set.
    this.index.takeTouched();
    return models;
  }

  /** All that is joined with a file, as a session of its own: other texts can be tried on it. */
  apart(file: FileId): AnalysisSession {
    const session = new AnalysisSession(this.options);
    for (const facts of this.index.joinedWith(file)) session.set(facts.file, facts);
    return session;
  }

  /** Who takes a port, by the id that the port report and the fixes give it. */
  claim(id: string): { readonly claim: Claim; readonly model: SiteModel } | undefined {
    const found = [...this.results.values()].flatMap(({ model }) =>
      model.namespaces.flatMap(claimsOf).flatMap((claim) => (claim.id === id ? [{ claim, model }] : [])),
    );
    // Two examples of one page may have things of the same name; which is meant then, nobody can tell.
    const places = new Set(found.map(({ claim }) => claim.place.span.start));
    return places.size > 1 ? undefined : found[0];
  }

  private takeTouched(): void {
    for (const id of this.index.takeTouched()) this.dirty.add(id);
  }

  private renew(id: string, context: JoinContext): Changes {
    const site = this.index.site(id);
    const before = this.results.get(id);
    const after = site && analyseSite(site, this.index.membersOf(site), context);
    if (after) this.results.set(id, after);
    else this.results.delete(id);
    for (const file of [...(before?.findings.keys() ?? []), ...(after?.findings.keys() ?? [])]) this.touched.add(file);
    // What moves from one site to another is nowhere in between.
    const told = [...this.touched].filter((file) => this.isUpToDate(file));
    for (const file of told) this.touched.delete(file);
    return {
      files: new Set(told.filter((file) => this.isNews(file))),
      ports: (before?.said ?? noPorts) !== (after?.said ?? noPorts),
    };
  }

  /** Whether an editor would show something else than after the last update; what a fix would do is asked for anew. */
  private isNews(file: FileId): boolean {
    const findings = this.findingsOf(file);
    // Editors count lines, which may change where offsets do not.
    const places = findings.flatMap(({ place, related }) => [place, ...related.map((each) => each.place)]);
    const lines = places.map((place) => positionAt(this.factsOf(place.file)?.lines ?? [], place.span.start));
    const now = findings.length === 0 ? undefined : JSON.stringify([findings, lines]);
    const before = this.told.get(file);
    if (now === undefined) this.told.delete(file);
    else this.told.set(file, now);
    return now !== before;
  }

  private context(): JoinContext {
    return {
      roots: this.options.roots,
      projects: this.index.projects,
      builds: this.index.builds,
      ownBuild: this.options.ownBuild,
      collectorVersion: this.options.collectorVersion,
    };
  }
}
