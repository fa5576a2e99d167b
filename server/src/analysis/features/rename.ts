import type { FileId } from "../facts.js";
import type { FileEdit } from "../finding.js";
import type { Span } from "../text.js";
import type { FeatureContext } from "./feature.js";

/** Something in a file that can be given another name, or another number, wherever it is named. */
export interface RenameTarget {
  /** What the editor marks while it asks for the new name. */
  readonly span: Span;
  /** What the input box begins with. */
  readonly placeholder: string;
  rename(newName: string): RenameResult;
}

export type RenameResult =
  | { readonly kind: "edits"; readonly edits: readonly FileEdit[] }
  /** Nothing is changed; `reason` is a sentence for the person. */
  | { readonly kind: "refused"; readonly reason: string };

/** What stands at an offset that can be renamed; undefined where it is nothing of the kind that is looked for. */
export type RenameProvider = (context: FeatureContext, file: FileId, offset: number) => RenameTarget | undefined;
