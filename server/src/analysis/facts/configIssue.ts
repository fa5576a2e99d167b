import type { VersionRange } from "../versions.js";
import type { Place } from "./place.js";

/** Something in a component's own settings that the collector refuses, or that nobody reads. */
export type ConfigIssue = MissingKey | BatchSizes | UnknownKey | WrongType;

/** A key that the component needs, or one of several. */
export interface MissingKey {
  readonly kind: "missing-key";
  readonly place: Place;
  /** `protocols`, `tls.cert_file`; alternatives where there are several. */
  readonly keys: readonly string[];
  /** In the component's own words. */
  readonly error: string;
  /** It says so when it is built, which it is only where something uses it. */
  readonly whenBuilt?: true;
}

/** The batch processor is to send batches that are larger than its largest. */
export interface BatchSizes {
  readonly kind: "batch-sizes";
  readonly place: Place;
  readonly most: number;
  readonly size: number;
  /** False where `send_batch_size` is left to its default. */
  readonly written: boolean;
}

/** A key that is a letter or two away from one that the component knows. */
export interface UnknownKey {
  readonly kind: "unknown-key";
  readonly place: Place;
  readonly key: string;
  readonly meant: string;
}

export interface WrongType {
  readonly kind: "wrong-type";
  readonly place: Place;
  /** `tls.insecure` */
  readonly key: string;
  readonly wanted: WantedType;
  /** As written where it is a scalar. */
  readonly found: "a list" | "a map" | { readonly text: string };
  /** Other versions read it all the same. */
  readonly versions: VersionRange;
}

export type WantedType = "a map" | "a list" | "a text" | "true or false" | "a whole number" | "a number" | "a duration";

/** A value that names an extension, or a pipeline. */
export interface IdReference {
  readonly id: string;
  readonly place: Place;
  /** The key as the catalogue has it, `*` for what stands in lists and maps: `middlewares.*.id`. */
  readonly path: string;
  readonly to: "extension" | "pipeline";
  /** It may name something of the component's own instead. */
  readonly orBuiltIn?: true;
}
