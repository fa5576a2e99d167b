import type { FileFacts, FileId } from "./facts.js";
import type { Finding } from "./finding.js";
import { append } from "./lists.js";
import type { DialReport, NamespaceReport } from "./report.js";
import { reportDials } from "./reportDials.js";
import { reportNamespaces } from "./reportNamespaces.js";
import { rules } from "./rules/index.js";
import { liveRules } from "./rules/live/index.js";
import { joinSite } from "./topology/join.js";
import type { JoinContext, Site, SiteModel } from "./topology/model.js";

/** All that is known of one site: a function of its files and of what holds for the whole workspace. */
export interface SiteResult {
  readonly model: SiteModel;
  readonly findings: ReadonlyMap<FileId, readonly Finding[]>;
  readonly namespaces: readonly NamespaceReport[];
  /** `namespaces` as one text, to be compared. */
  readonly said: string;
  readonly dials: readonly DialReport[];
}

/** `said` of a site without ports. */
export const noPorts = "[]";

export const ruleIds = rules.map(({ id }) => id);
/** A comment may name a live rule, too; whether it is of use, only asking a host would tell. */
const namedIds = [...ruleIds, ...liveRules.map(({ id }) => id)];

/** Joins the files of a site and asks every rule. */
export function analyseSite(site: Site, files: readonly FileFacts[], context: JoinContext): SiteResult {
  const model = joinSite(site, files, context);
  const findings = new Map<FileId, Finding[]>();
  // Whether their comments are of use is news, even where nothing is found.
  for (const { file, suppressions } of files) if (suppressions.length > 0) findings.set(file, []);
  for (const finding of rules.flatMap((rule) => firstOfEachFile(rule.check(model, namedIds)))) {
    append(findings, finding.place.file, site.placement.kind === "page" ? asExample(finding) : finding);
  }
  const sorted = [...findings].map(([file, list]) => [file, distinct(list.sort(byPlace))] as const);
  const namespaces = reportNamespaces(model);
  const said = JSON.stringify(namespaces);
  return { model, findings: new Map(sorted), namespaces, said, dials: reportDials(model) };
}

/** What stands in a page is not run from there: at most a warning. */
function asExample(finding: Finding): Finding {
  return finding.severity === "error" ? { ...finding, severity: "warning" } : finding;
}

export function byPlace(a: Finding, b: Finding): number {
  return a.place.span.start - b.place.span.start;
}

/** More of one rule in one file than anybody looks through, and than editors show. */
const mostOfRule = 1000;

/** What a rule finds, without what goes beyond `mostOfRule` in a file. */
function firstOfEachFile(findings: Iterable<Finding>): readonly Finding[] {
  const byFile = new Map<FileId, Map<string, Finding>>();
  for (const finding of findings) {
    const { file } = finding.place;
    const own = byFile.get(file) ?? new Map<string, Finding>();
    byFile.set(file, own);
    if (own.size < mostOfRule) own.set(keyOf(finding), finding);
  }
  return [...byFile.values()].flatMap((own) => [...own.values()]);
}

/** A configuration that two workloads read has its mistakes once. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
}

function keyOf({ rule, place: { span }, message }: Finding): string {
  return `${rule} ${String(span.start)} ${message}`;
}
