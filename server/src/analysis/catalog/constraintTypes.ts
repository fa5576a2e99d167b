import type { Version } from "../versions.js";

/** What a value has to be, beyond its type, for a component to take it. */
export type Constraint = RangeConstraint | OneOfConstraint | OrderConstraint | DistinctConstraint | ApartConstraint;

interface ConstraintBase {
  /** Keys from the component's own config; `*` stands for every entry of a list or map. */
  readonly path: readonly string[];
  /** In the component's own words; `{value}` stands for what is written. */
  readonly error: string;
  /** The first release that minds; undefined where no older one is of interest. */
  readonly since?: Version;
  /** It says so when it is built, which it is only where something uses it. */
  readonly whenBuilt?: true;
  /** A switch that has to be on for the component to look. */
  readonly when?: { readonly path: readonly string[]; readonly whenMissing: boolean };
}

/** A number, or a duration in seconds. */
export interface RangeConstraint extends ConstraintBase {
  readonly kind: "range";
  readonly least?: number;
  readonly most?: number;
  readonly above?: number;
  /** The smallest that is more than zero. */
  readonly smallest?: number;
  /** Neither infinity nor what YAML calls no number; the ends above leave both alone. */
  readonly isFinite?: true;
}

export interface OneOfConstraint extends ConstraintBase {
  readonly kind: "one-of";
  /** What they are: the text at the path, or the keys of the map there. */
  readonly of: "text" | "keys";
  readonly values: readonly string[];
  readonly ignoresCase?: true;
  /** Releases add to them. */
  readonly grows?: true;
}

/** Two numbers or durations, of which zero means none. */
export interface OrderConstraint extends ConstraintBase {
  readonly kind: "order";
  readonly is: "at least" | "at most" | "less than";
  readonly other: readonly string[];
  /** What the other one is where it is not written, as a person would write it; not compared where undefined. */
  readonly fallback?: string;
}

/** No text stands there twice. */
export interface DistinctConstraint extends ConstraintBase {
  readonly kind: "distinct";
  readonly ignoresCase?: true;
}

/** The key excludes the other one. */
export interface ApartConstraint extends ConstraintBase {
  readonly kind: "apart";
  readonly other: readonly string[];
}
