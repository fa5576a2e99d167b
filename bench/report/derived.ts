import { medianOf, type Distribution } from "../statistics.js";
import type { DocumentFigures, EditFigures, Figures, ServerFigures } from "./figures.js";
import { growth } from "./growth.js";

export interface Ratio {
  readonly document: string;
  readonly kind: EditFigures["kind"];
  /** Of the other server's, for the same edit; null where it does not answer such an edit. */
  readonly roundTripP50: number | null;
  readonly roundTripP95: number | null;
  /** Its timer left out. */
  readonly serverP50: number | null;
  /** What the server computes for an edit (p50), in parses of the text (p50). */
  readonly parses: number;
}

export interface Bar {
  readonly what: string;
  readonly limit: number;
  readonly value: number;
  /** What cannot be undercut on this machine, taken in the same run. */
  readonly anchor: number;
  readonly anchorIs: string;
  readonly met: boolean;
}

/** What the server does for an edit: computing time where the system tells it, else the round trip less what it holds. */
export function atServer(edit: EditFigures, run: ServerFigures, timer: number): Pick<Distribution, "p50" | "p95"> {
  if (edit.cpu) return edit.cpu;
  const rest = run.emptyRoundTrip + timer;
  return { p50: edit.roundTrip.p50 - rest, p95: edit.roundTrip.p95 - rest };
}

export function ratios({ documents, servers }: Figures): readonly Ratio[] {
  const [own, other] = servers;
  return documents.flatMap((document) => {
    const [run, reference] = [own, other].map((server) => document.runs.find((each) => each.server === server?.name));
    return (run?.editing ?? []).map((edit): Ratio => {
      const theirs = reference?.editing.find(({ kind }) => kind === edit.kind);
      const work = atServer(edit, run!, own?.timer ?? 0).p50;
      const theirWork = theirs && atServer(theirs, reference!, other?.timer ?? 0).p50;
      return {
        document: document.name,
        kind: edit.kind,
        roundTripP50: theirs ? edit.roundTrip.p50 / theirs.roundTrip.p50 : null,
        roundTripP95: theirs ? edit.roundTrip.p95 / theirs.roundTrip.p95 : null,
        serverP50: theirWork === undefined ? null : work / theirWork,
        parses: work / wholeParse(document),
      };
    });
  });
}

/** The bars that this run can tell of. */
export function bars(figures: Figures): readonly Bar[] {
  return [...(figures.documents.length > 0 ? typingBars(figures) : []), ...growthBars(figures)];
}

function typingBars({ documents, servers, nodeStart }: Figures): readonly Bar[] {
  const own = servers[0]!;
  const runs = documents.flatMap(({ runs }) => runs.filter(({ server }) => server === own.name));
  const initialize = medianOf(runs.map((run) => run.initialize));
  const manifest = documents.find(({ name }) => name === "manifest")!;
  const run = manifest.runs.find(({ server }) => server === own.name)!;
  const server = Math.max(...run.editing.map((edit) => atServer(edit, run, own.timer).p95));
  const client = Math.max(...run.editing.map(({ roundTrip }) => roundTrip.p95));
  const parse = { anchor: wholeParse(manifest), anchorIs: "one yaml parse" };
  const start = { anchor: nodeStart, anchorIs: "bare Node process" };
  return [
    { what: "keystroke to diagnostics, 230-line manifest, p95 at the server", ...reached(10, server), ...parse },
    { what: "the same, round trip at the client", ...reached(10, client), ...parse },
    { what: "server start to initialize answered, median of the starts", ...reached(120, initialize), ...start },
  ];
}

/** Where manifests are many, so that a process's start and warm-up no longer hide how the rest grows. */
function growthBars(figures: Figures): readonly Bar[] {
  const steps = growth(figures);
  return [...new Set(steps.map(({ layout }) => layout))].map((layout) => {
    const { from, to, user, wall, parse } = steps.findLast((step) => step.layout === layout)!;
    const what = `exponent of ${user === null ? "wall time" : "user CPU"}, ${from} to ${to} manifests in ${layout}`;
    return { what, ...reached(1.05, user ?? wall), anchor: parse, anchorIs: "exponent of yaml parse" };
  });
}

function reached(limit: number, value: number): Pick<Bar, "limit" | "value" | "met"> {
  return { limit, value, met: value <= limit };
}

/** One parse of all that an analysis has to read, the documents inside blocks of text as well. */
export function wholeParse({ anchors }: DocumentFigures): number {
  return anchors.parseWithEmbedded ?? anchors.parse;
}
