import type { EditFix, Finding, Fix, Severity } from "../analysis/finding.js";
import type {
  ClaimReport,
  DialReport,
  ListenerReport,
  MappingReport,
  NamespaceReport,
  PortReport,
} from "../analysis/report.js";
import type { Loaded } from "./load.js";
import type { Places, Spot } from "./places.js";

/** What `check` found, as every format shows it; the JSON format is this with a version. */
export interface CheckView<Told extends FixView = FixView> {
  /** How many files were recognised. */
  readonly filesAnalysed: number;
  /** By file, position, rule and message. */
  readonly findings: readonly FindingView<Told>[];
}

export interface FindingView<Told extends FixView = FixView> extends Spot {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly evidence?: string;
  readonly related: readonly (Spot & { readonly message: string })[];
  readonly fixes: readonly Told[];
}

/** What every format tells of a fix. */
export interface FixView {
  readonly title: string;
}

export interface PortsView {
  readonly namespaces: readonly NamespaceView[];
  /** By place, then by who connects. */
  readonly dials: readonly DialView[];
}

export type DialView = Spot & Omit<DialReport, "place">;

export interface NamespaceView extends Pick<NamespaceReport, "id" | "kind" | "label" | "description"> {
  /** By port, transport, address and place. */
  readonly listeners: readonly ListenerView[];
  /** In the same order. */
  readonly mappings: readonly MappingView[];
}

type ClaimBase = Spot & Pick<ClaimReport, "address" | "port" | "transport" | "owner" | "origin" | "conflict" | "note">;
export type ListenerView = ClaimBase & Pick<ListenerReport, "protocol">;
export type MappingView = ClaimBase & Pick<MappingReport, "via" | "inner">;
export type ClaimView = ListenerView | MappingView;

/** @param tell what is told of a fix: its title, or what it changes too */
export function viewOfFindings<Told extends FixView>(
  findings: readonly Finding[],
  loaded: Pick<Loaded, "files" | "texts">,
  places: Pick<Places, "spotOf">,
  tell: (fix: EditFix) => Told,
): CheckView<Told> {
  const view = viewerOf(loaded, places, tell);
  return { filesAnalysed: loaded.files.length, findings: findings.map(view).sort(compareFindings) };
}

/** How findings are shown, one after the other. */
export function viewerOf<Told extends FixView>(
  loaded: Pick<Loaded, "texts">,
  { spotOf }: Pick<Places, "spotOf">,
  tell: (fix: EditFix) => Told,
): (finding: Finding) => FindingView<Told> {
  const asked = new Map<string, number>();
  /** A fix is proved by reading the file again; a file with hundreds of findings would be read hundreds of times. */
  const fixesOf = (finding: Finding): readonly Fix[] => {
    const before = asked.get(finding.place.file) ?? 0;
    asked.set(finding.place.file, before + 1);
    return before < mostFixes ? (finding.fixes?.((file) => loaded.texts.get(file)) ?? []) : [];
  };
  return (finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    ...spotOf(finding.place),
    ...(finding.evidence !== undefined && { evidence: finding.evidence }),
    related: finding.related.map(({ place, message }) => ({ ...spotOf(place), message })),
    // A fix that asks for a number needs a client that can ask.
    fixes: fixesOf(finding)
      .filter((fix) => fix.kind === "edit")
      .map(tell),
  });
}

export function titleOf({ title }: EditFix): FixView {
  return { title };
}

export function compareFindings(a: FindingView, b: FindingView): number {
  return compareSpots(a, b) || compareTexts(a.rule, b.rule) || compareTexts(a.message, b.message);
}

export function viewOfPorts(report: PortReport, { spotOf }: Pick<Places, "spotOf">): PortsView {
  const view = (claim: ClaimReport): ClaimBase => ({
    address: claim.address,
    port: claim.port,
    transport: claim.transport,
    owner: claim.owner,
    ...spotOf(claim.place),
    origin: claim.origin,
    conflict: claim.conflict,
    ...(claim.note !== undefined && { note: claim.note }),
  });
  // What nobody knows the number of stands last.
  const order = (a: ClaimBase, b: ClaimBase): number =>
    (a.port ?? Infinity) - (b.port ?? Infinity) ||
    compareTexts(a.transport, b.transport) ||
    compareTexts(a.address ?? "~", b.address ?? "~") ||
    compareSpots(a, b);
  return {
    namespaces: report.namespaces.map(({ id, kind, label, description, listeners, mappings }) => ({
      id,
      kind,
      label,
      description,
      listeners: listeners.map((each) => ({ ...view(each), protocol: each.protocol })).sort(order),
      mappings: mappings.map((each) => ({ ...view(each), via: each.via, inner: each.inner })).sort(order),
    })),
    dials: report.dials
      .map(({ place, ...dial }) => ({ ...dial, ...spotOf(place) }))
      .sort((a, b) => compareSpots(a, b) || compareTexts(a.from, b.from)),
  };
}

/** Of how many findings of one file the fixes are told. */
const mostFixes = 50;

function compareSpots(a: Spot, b: Spot): number {
  return (
    compareTexts(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    a.range.end.line - b.range.end.line ||
    a.range.end.column - b.range.end.column
  );
}

/** By code unit: the same on every machine, whatever its language. */
function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
