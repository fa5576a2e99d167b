import { shorterOf, type Duration } from "../duration.js";
import { atServer } from "./atServer.js";
import type { EditFigures, Figures, ServerFacts } from "./figures.js";
import { exponent, exponentOf } from "./growth.js";
import type { WorkspaceFigures } from "./workspaceFigures.js";

/** How Portolan's figures grow from one size to the next: 0 not at all, 1 in proportion to the files. */
export interface WorkspaceGrowth {
  readonly layout: string;
  readonly from: number;
  readonly to: number;
  /** Of the shorter of wall clock and computing time, as the anchors. */
  readonly cold: number;
  readonly warm: number;
  /** Of bytes resident after the cold index; null where the system does not tell. */
  readonly memory: number | null;
  /** Of what the server does for an edit (p50). */
  readonly edits: readonly { readonly kind: EditFigures["kind"]; readonly exponent: number }[];
  readonly emptyRoundTrip: number;
  readonly read: number;
  readonly scan: number;
  /** Null where it was not measured. */
  readonly parse: number | null;
}

export function workspaceGrowth({ workspaces, servers }: Figures): readonly WorkspaceGrowth[] {
  return workspaces.flatMap((to, index) => {
    const from = workspaces[index - 1];
    return from?.layout === to.layout ? [between(from, to, servers[0])] : [];
  });
}

function between(from: WorkspaceFigures, to: WorkspaceFigures, own: ServerFacts | undefined): WorkspaceGrowth {
  const factor = to.files / from.files;
  const grown = (of: (figures: WorkspaceFigures) => Duration): number =>
    exponent(factor, shorterOf(of(to)) / shorterOf(of(from)));
  const [before, after] = [from, to].map(({ runs }) => runs.find(({ server }) => server === own?.name)!);
  const timer = own?.timer ?? 0;
  return {
    layout: to.layout,
    from: from.files,
    to: to.files,
    cold: grown(({ cold }) => cold.index),
    warm: grown(({ warm }) => warm.index),
    memory: exponentOf(factor, from.cold.memory?.resident ?? null, to.cold.memory?.resident ?? null),
    edits: after!.editing.map((edit, index) => {
      const work = atServer(edit, after!, timer).p50 / atServer(before!.editing[index]!, before!, timer).p50;
      return { kind: edit.kind, exponent: exponent(factor, work) };
    }),
    emptyRoundTrip: exponent(factor, after!.emptyRoundTrip / before!.emptyRoundTrip),
    read: grown(({ anchors }) => anchors.read),
    scan: grown(({ anchors }) => anchors.scan),
    parse: exponentOf(factor, parseOf(from), parseOf(to)),
  };
}

function parseOf({ anchors }: WorkspaceFigures): number | null {
  return anchors.parse && shorterOf(anchors.parse);
}
