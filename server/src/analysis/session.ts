import type { FileFacts, FileId, ProjectFacts } from "./facts.js";
import type { Finding } from "./finding.js";
import type { NamespaceReport, PortReport } from "./report.js";
import { reportNamespaces } from "./reportNamespaces.js";
import { rules } from "./rules/index.js";
import { claimsOf } from "./topology/collisions.js";
import { joinSite } from "./topology/join.js";
import type { Claim, JoinContext, Site, SiteModel } from "./topology/model.js";
import { siteOf } from "./topology/sites.js";
import type { Version } from "./versions.js";

export interface AnalysisOptions {
  /** Absolute folders; paths in messages start there. */
  readonly roots: readonly FileId[];
  /** For collectors whose version no file tells. */
  readonly collectorVersion?: Version;
}

interface SiteResult {
  readonly model: SiteModel;
  readonly findings: ReadonlyMap<FileId, readonly Finding[]>;
  readonly namespaces: readonly NamespaceReport[];
}

/** What an update changed: files whose findings are others now, and whether the port map is. */
export interface Changes {
  readonly files: ReadonlySet<FileId>;
  readonly ports: boolean;
}

/**
 * The analysis of a workspace that is edited: facts in, findings out, and only the sites that a change touches are
 * joined again. Since each site's result is a function of its files alone, the outcome is the same as from scratch.
 */
export class AnalysisSession {
  private readonly facts = new Map<FileId, FileFacts>();
  private readonly projects = new Map<FileId, ProjectFacts>();
  private readonly sites = new Map<FileId, Site>();
  private readonly members = new Map<string, Set<FileId>>();
  private readonly results = new Map<string, SiteResult>();
  private readonly dirty = new Map<string, Site>();

  constructor(private readonly options: AnalysisOptions) {}

  /** Takes what a file says now; undefined for one that is gone or says nothing of ours. */
  set(file: FileId, facts: FileFacts | undefined): void {
    const before = this.facts.get(file);
    if (before === undefined && facts === undefined) return;
    if (facts === undefined) this.facts.delete(file);
    else this.facts.set(file, facts);
    const project = projectIn(facts);
    // A project file can move any other one to another host.
    const moved = this.projects.has(file) || project ? this.allFiles(file) : [file];
    if (project) this.projects.set(file, project);
    else this.projects.delete(file);
    for (const each of moved) this.assign(each);
  }

  /** Joins and checks again what was touched since the last call. */
  update(): Changes {
    const context: JoinContext = {
      roots: this.options.roots,
      projects: [...this.projects.values()],
      collectorVersion: this.options.collectorVersion,
    };
    const files = new Set<FileId>();
    let ports = false;
    for (const [id, site] of this.dirty) {
      const before = this.results.get(id);
      const after = this.analyse(site, context);
      if (after) this.results.set(id, after);
      else this.results.delete(id);
      const mentioned = new Set([...(before?.findings.keys() ?? []), ...(after?.findings.keys() ?? [])]);
      for (const file of mentioned) if (!same(before?.findings.get(file), after?.findings.get(file))) files.add(file);
      ports ||= JSON.stringify(before?.namespaces) !== JSON.stringify(after?.namespaces);
    }
    this.dirty.clear();
    return { files, ports };
  }

  findingsOf(file: FileId): readonly Finding[] {
    const site = this.sites.get(file);
    return (site && this.results.get(site.id)?.findings.get(file)) ?? [];
  }

  factsOf(file: FileId): FileFacts | undefined {
    return this.facts.get(file);
  }

  /** All files that hold something of ours, in a stable order. */
  files(): readonly FileId[] {
    return [...this.facts.keys()].sort();
  }

  ports(): PortReport {
    const namespaces = [...this.results.values()].flatMap((result) => result.namespaces);
    return {
      namespaces: namespaces.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.id < b.id ? -1 : 1)),
    };
  }

  /** Who takes a port, by the id that the port report and the fixes give it. */
  claim(id: string): { readonly claim: Claim; readonly model: SiteModel } | undefined {
    for (const { model } of this.results.values()) {
      const claim = model.namespaces.flatMap(claimsOf).find((each) => each.id === id);
      if (claim) return { claim, model };
    }
    return undefined;
  }

  private allFiles(and: FileId): readonly FileId[] {
    return [...new Set([and, ...this.facts.keys()])];
  }

  private assign(file: FileId): void {
    const old = this.sites.get(file);
    if (old) {
      this.dirty.set(old.id, old);
      this.members.get(old.id)?.delete(file);
      this.sites.delete(file);
    }
    const facts = this.facts.get(file);
    if (facts === undefined) return;
    const site = siteOf(facts, [...this.projects.values()]);
    this.sites.set(file, site);
    this.dirty.set(site.id, site);
    const members = this.members.get(site.id);
    if (members) members.add(file);
    else this.members.set(site.id, new Set([file]));
  }

  private analyse(site: Site, context: JoinContext): SiteResult | undefined {
    const members = [...(this.members.get(site.id) ?? [])].sort();
    const files = members.flatMap((file) => this.facts.get(file) ?? []);
    if (files.length === 0) return undefined;
    const model = joinSite(site, files, context);
    const findings = new Map<FileId, Finding[]>();
    for (const finding of rules.flatMap((rule) => [...rule.check(model)])) {
      const list = findings.get(finding.place.file);
      if (list) list.push(finding);
      else findings.set(finding.place.file, [finding]);
    }
    for (const list of findings.values()) list.sort((a, b) => a.place.span.start - b.place.span.start);
    return { model, findings, namespaces: reportNamespaces(model) };
  }
}

function projectIn(file: FileFacts | undefined): ProjectFacts | undefined {
  return file?.facts.find((fact) => fact.kind === "project");
}

/** Whether an editor would show the same; what a fix would do is asked for anew. */
function same(a: readonly Finding[] | undefined, b: readonly Finding[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
