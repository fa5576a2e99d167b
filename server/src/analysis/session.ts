import type { FileFacts, FileId } from "./facts.js";
import type { Finding } from "./finding.js";
import type { NamespaceReport, PortReport } from "./report.js";
import { reportNamespaces } from "./reportNamespaces.js";
import { rules } from "./rules/index.js";
import { SiteIndex } from "./siteIndex.js";
import { claimsOf } from "./topology/collisions.js";
import { joinSite } from "./topology/join.js";
import type { Claim, JoinContext, Site, SiteModel } from "./topology/model.js";
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
  private readonly index = new SiteIndex();
  private readonly results = new Map<string, SiteResult>();
  /** What each file's findings were after the last update. */
  private readonly told = new Map<FileId, string>();
  private readonly dirty = new Map<string, Site>();

  constructor(private readonly options: AnalysisOptions) {}

  /** Takes what a file says now; undefined for one that is gone or says nothing of ours. */
  set(file: FileId, facts: FileFacts | undefined): void {
    for (const site of this.index.set(file, facts)) this.dirty.set(site.id, site);
  }

  /** Joins and checks again what was touched since the last call. */
  update(): Changes {
    const context: JoinContext = {
      roots: this.options.roots,
      projects: this.index.projects,
      collectorVersion: this.options.collectorVersion,
    };
    const touched = new Set<FileId>();
    let ports = false;
    for (const [id, site] of this.dirty) {
      const before = this.results.get(id);
      const after = this.analyse(site, context);
      if (after) this.results.set(id, after);
      else this.results.delete(id);
      for (const file of [...(before?.findings.keys() ?? []), ...(after?.findings.keys() ?? [])]) touched.add(file);
      ports ||= JSON.stringify(before?.namespaces ?? []) !== JSON.stringify(after?.namespaces ?? []);
    }
    this.dirty.clear();
    return { files: new Set([...touched].filter((file) => this.isNews(file))), ports };
  }

  /** A file that several sites share says each thing once. */
  findingsOf(file: FileId): readonly Finding[] {
    const sites = this.index.sitesOf(file);
    return distinct(sites.flatMap((site) => this.results.get(site.id)?.findings.get(file) ?? []));
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

  /** Whether an editor would show something else than after the last update; what a fix would do is asked for anew. */
  private isNews(file: FileId): boolean {
    const findings = this.findingsOf(file);
    const now = findings.length === 0 ? undefined : JSON.stringify(findings);
    const before = this.told.get(file);
    if (now === undefined) this.told.delete(file);
    else this.told.set(file, now);
    return now !== before;
  }

  private analyse(site: Site, context: JoinContext): SiteResult | undefined {
    const files = this.index.membersOf(site);
    if (files.length === 0) return undefined;
    const model = joinSite(site, files, context);
    const findings = new Map<FileId, Finding[]>();
    for (const finding of rules.flatMap((rule) => [...rule.check(model)])) {
      const list = findings.get(finding.place.file);
      if (list) list.push(finding);
      else findings.set(finding.place.file, [finding]);
    }
    const sorted = [...findings].map(([file, list]) => [file, distinct(list.sort(byPlace))] as const);
    return { model, findings: new Map(sorted), namespaces: reportNamespaces(model) };
  }
}

function byPlace(a: Finding, b: Finding): number {
  return a.place.span.start - b.place.span.start;
}

/** A configuration that two workloads read has its mistakes once. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  const keyOf = ({ rule, place: { span }, message }: Finding): string => `${rule} ${String(span.start)} ${message}`;
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}
