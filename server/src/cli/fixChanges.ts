import type { EditFix } from "../analysis/finding.js";
import type { Places, Spot } from "./places.js";
import type { FixView } from "./view.js";

/** A fix with the texts it puts in place of others. */
export interface ChangingFix extends FixView {
  /** None where it begins a file, or where all of it is to be confirmed by a person. */
  readonly changes: readonly ChangeView[];
}

/** An empty range is where something is put in. */
export interface ChangeView extends Spot {
  readonly newText: string;
}

/** What is only believed to belong to a fix is left out, as for every client that cannot ask. */
export function changesOf({ title, edits }: EditFix, { spotOf }: Pick<Places, "spotOf">): ChangingFix {
  const certain = edits.filter(({ annotation }) => annotation?.needsConfirmation !== true);
  if (certain.some(({ create }) => create)) return { title, changes: [] };
  return {
    title,
    changes: certain.flatMap(({ file, edits: ofFile }) =>
      ofFile.map(({ span, newText }) => ({ ...spotOf({ file, span }), newText })),
    ),
  };
}
