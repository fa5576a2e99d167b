import type { Version } from "../versions.js";
import type { ComponentKind } from "./collector.js";
import type { FileId, Place } from "./place.js";

/** The manifest of the collector builder: a collector that somebody builds, with the components they chose. */
export interface BuildFacts extends Build {
  readonly kind: "build";
  readonly file: FileId;
  /** Its `dist`. */
  readonly place: Place;
}

/** What a collector program is made of. */
export interface Build {
  /** The program's name: `otelcol-custom`. Undefined where none is written. */
  readonly name: string | undefined;
  /** Of the collector that it is built from, as far as the modules agree on one. */
  readonly version: Version | undefined;
  readonly modules: readonly BuildModule[];
}

export interface BuildModule {
  readonly kind: ComponentKind;
  /** `otlp`; only likely where `guessed`, since a module's path need not tell its component's type. */
  readonly type: string;
  readonly guessed: boolean;
}
