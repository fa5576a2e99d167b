import type { Distribution } from "../statistics.js";
import type { EditFigures, TypingFigures } from "./figures.js";

type Percentiles = Pick<Distribution, "p50" | "p95">;

/** What the server does for an edit: computing time where the system tells it, else the round trip less what it holds. */
export function atServer(edit: EditFigures, run: Pick<TypingFigures, "emptyRoundTrip">, timer: number): Percentiles {
  if (edit.cpu) return edit.cpu;
  const rest = run.emptyRoundTrip + timer;
  return { p50: edit.roundTrip.p50 - rest, p95: edit.roundTrip.p95 - rest };
}

/** The slowest p95 of all edits of a run, as the server sees it and as the client does. */
export function slowest(run: TypingFigures, timer: number): { readonly server: number; readonly client: number } {
  return {
    server: Math.max(...run.editing.map((edit) => atServer(edit, run, timer).p95)),
    client: Math.max(...run.editing.map(({ roundTrip }) => roundTrip.p95)),
  };
}
