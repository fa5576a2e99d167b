import type { Distribution } from "./collector.js";
import type { FileId, Place } from "./place.js";

/** A `.portolan.yaml`: what the person says about hosts and collectors that no manifest tells. */
export interface ProjectFacts {
  readonly kind: "project";
  readonly file: FileId;
  /** Where a finding about the whole document stands: its beginning. */
  readonly place: Place;
  readonly hosts: readonly ProjectHost[];
  readonly collectors: readonly ProjectCollector[];
  readonly ignore: readonly ProjectIgnore[];
  /** What Portolan does not understand in it. */
  readonly problems: readonly ProjectProblem[];
}

export interface ProjectHost {
  readonly name: string;
  readonly place: Place;
  /** Absolute files or folders. */
  readonly runs: readonly FileId[];
  readonly ssh: string | undefined;
}

export interface ProjectCollector {
  /** Absolute; several are merged in this order into one collector. */
  readonly configs: readonly FileId[];
  readonly version: string | undefined;
  readonly distribution: Distribution | undefined;
  /** Absolute: the builder's manifest that it is built from. */
  readonly manifest: FileId | undefined;
  readonly place: Place;
}

/** Findings that a person has looked at and does not want to see again. */
export interface ProjectIgnore {
  readonly rule: string;
  /** Absolute files or folders. Without `files`, the folder of the project file: all that lies below it. */
  readonly files: readonly FileId[];
  /** Undefined where none is written, or only a note to write one. */
  readonly reason: string | undefined;
  /** Where it names the rule. */
  readonly place: Place;
}

export interface ProjectProblem {
  readonly severity: "warning" | "information" | "hint";
  readonly message: string;
  readonly place: Place;
  /** What should stand at `place` instead, where that can be told. */
  readonly meant?: string;
}
