import { atServer } from "./atServer.js";
import type { DocumentFigures, EditFigures, Figures, ServerFacts, TypingFigures } from "./figures.js";

/** Portolan's figures of one kind of edit by the other server's; null where that does not answer such an edit. */
export interface EditRatio {
  readonly kind: EditFigures["kind"];
  readonly roundTripP50: number | null;
  readonly roundTripP95: number | null;
  /** Its timer left out. */
  readonly serverP50: number | null;
}

export interface Ratio extends EditRatio {
  readonly document: string;
  /** What the server computes for an edit (p50), in parses of the text (p50). */
  readonly parses: number;
}

export interface WorkspaceRatio extends EditRatio {
  readonly layout: string;
  readonly files: number;
}

export function ratios({ documents, servers }: Figures): readonly Ratio[] {
  const timer = servers[0]?.timer ?? 0;
  return documents.flatMap((document) =>
    compared(document.runs, servers).map(({ edit, run, ratio }): Ratio => {
      const parses = atServer(edit, run, timer).p50 / wholeParse(document);
      return { document: document.name, ...ratio, parses };
    }),
  );
}

export function workspaceRatios({ workspaces, servers }: Figures): readonly WorkspaceRatio[] {
  return workspaces.flatMap(({ layout, files, runs }) =>
    compared(runs, servers).map(({ ratio }): WorkspaceRatio => ({ layout, files, ...ratio })),
  );
}

type Run = TypingFigures & { readonly server: string };

interface Compared {
  readonly edit: EditFigures;
  readonly run: Run;
  readonly ratio: EditRatio;
}

function compared(runs: readonly Run[], [own, other]: readonly ServerFacts[]): readonly Compared[] {
  const [run, reference] = [own, other].map((server) => runs.find((each) => each.server === server?.name));
  if (run === undefined) return [];
  return run.editing.map((edit) => {
    const theirs = reference?.editing.find(({ kind }) => kind === edit.kind);
    const work = atServer(edit, run, own?.timer ?? 0).p50;
    const theirWork = theirs && reference && atServer(theirs, reference, other?.timer ?? 0).p50;
    const ratio = {
      kind: edit.kind,
      roundTripP50: theirs ? edit.roundTrip.p50 / theirs.roundTrip.p50 : null,
      roundTripP95: theirs ? edit.roundTrip.p95 / theirs.roundTrip.p95 : null,
      serverP50: theirWork === undefined ? null : work / theirWork,
    };
    return { edit, run, ratio };
  });
}

/** One parse of all that an analysis has to read, the documents inside blocks of text as well. */
export function wholeParse({ anchors }: DocumentFigures): number {
  return anchors.parseWithEmbedded ?? anchors.parse;
}
