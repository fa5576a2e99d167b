import type { Span } from "../text.js";
import type { Slot } from "../yaml/edit.js";

/** An absolute path with `/` between its parts, or the URI of a document that is on no disk. */
export type FileId = string;

export interface Place {
  readonly file: FileId;
  readonly span: Span;
}

export type Transport = "tcp" | "udp";

/** A key that stands a second time in one map. */
export interface RepeatedKey {
  readonly key: string;
  /**
   * Set for a component's or pipeline's id that is written in other letters than the first, and means the same: the
   * collector ignores space around an id's two parts.
   */
  readonly id?: string;
  readonly place: Place;
  readonly first: Place;
}

/** Something a manifest says, with the place it says it at. `text` may still hold variables. */
export interface Word {
  readonly text: string;
  readonly place: Place;
}

/** A number that stands where a port is wanted, and is none. */
export interface InvalidPort {
  /** What it is there, in the manifest's own words: `containerPort`, `nodePort`. */
  readonly field: string;
  /** As written: `431700`, `0`, `-1`. */
  readonly text: string;
  readonly place: Place;
}

/** How a port that a file says, or leaves to a default, is made another. */
export type PortChange =
  /** The number stands in the file: replace its digits. */
  | { readonly kind: "digits"; readonly place: Place }
  /** The number is a default nobody wrote: insert lines at a slot. */
  | { readonly kind: "insert"; readonly file: FileId; readonly slot: Slot; readonly lines: InsertedLines }
  /** The number is the same as that of the entry before it, and follows it: write it out behind that entry. */
  | {
      readonly kind: "beside";
      readonly file: FileId;
      readonly key: string;
      readonly entry: Span;
      readonly flow: boolean;
    }
  | { readonly kind: "none" };

/** YAML lines with `{host}` and `{port}` to be filled in, indented from their own first column, two spaces a level. */
export type InsertedLines = readonly string[];
