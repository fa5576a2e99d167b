import type { FileId, Place } from "./facts.js";
import type { TextEdit } from "./text.js";

export type Severity = "error" | "warning" | "information" | "hint";

/** One thing that is wrong, at one place. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, with whom, why it matters, and the run-time error it becomes. */
  readonly message: string;
  readonly place: Place;
  /** A sentence: why things of different files are believed to belong together. */
  readonly evidence?: string;
  readonly related: readonly Related[];
  /** Shown dimmed: nothing would change if it were not there. */
  readonly unnecessary?: boolean;
  /** Computed when somebody asks, on the texts that the finding was made from. */
  readonly fixes?: (texts: TextOf) => readonly Fix[];
}

export interface Related {
  readonly place: Place;
  readonly message: string;
}

/** The current text of a file; undefined for one that cannot be read any more. */
export type TextOf = (file: FileId) => string | undefined;

export type Fix = EditFix | AskFix;

export interface EditFix {
  readonly kind: "edit";
  readonly title: string;
  readonly edits: readonly FileEdit[];
  /** The one that "fix it" without a choice applies. */
  readonly preferred?: boolean;
  /**
   * May be applied without anybody looking: there is one way to mend what is wrong, and it opens no port and takes
   * nothing away that did something.
   */
  readonly safe?: true;
}

/** Lets the person choose a number first; only for clients that can ask. */
export interface AskFix {
  readonly kind: "ask-port";
  readonly title: string;
  readonly listener: string;
}

export interface FileEdit {
  readonly file: FileId;
  readonly edits: readonly TextEdit[];
  /** Set where the file is not there yet, or says nothing; the edits are then made on an empty text. */
  readonly create?: true;
  /** What an editor says of them where it shows what is about to change. */
  readonly annotation?: EditAnnotation;
}

export interface EditAnnotation {
  readonly label: string;
  readonly description?: string;
  /** Set for what is believed, but not certain: left alone unless the person agrees. */
  readonly needsConfirmation: boolean;
}
