import type { FileId } from "../facts.js";
import type { Span } from "../text.js";
import type { FeatureContext } from "./feature.js";
import { mentionsAt } from "./references.js";

export interface Highlight {
  readonly span: Span;
  /** `write` is where the thing is made: a component configured, a socket bound. */
  readonly kind: "read" | "write";
}

/** Where in its own file the same is meant. */
export function highlightsAt(context: FeatureContext, file: FileId, offset: number): readonly Highlight[] {
  return mentionsAt(context, file, offset, file)
    .filter(({ place }) => place.file === file)
    .map(({ place: { span }, defines }) => ({ span, kind: defines ? "write" : "read" }));
}
