import type { Version, VersionRange } from "../versions.js";
import type { Place } from "./place.js";

/** Something in a component's own settings that the collector refuses, or that nobody reads. */
export type ConfigIssue = MissingKey | InvalidValue | RemovedKeyUse | UnbindableEndpoint | UnknownKey | WrongType;

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

/** A value that the component does not take, though it is of the right type. */
export interface InvalidValue {
  readonly kind: "invalid-value";
  readonly place: Place;
  /** `sending_queue.num_consumers` */
  readonly key: string;
  /** What there is, after the key: `is 0`, `names "tenant" twice`. */
  readonly found: string;
  /** Half a sentence: `it has to be at least 1`. */
  readonly wanted: string;
  /** In the component's own words. */
  readonly error: string;
  /** The first release that minds; undefined where no older one is of interest. */
  readonly since?: Version;
  /** It says so when it is built, which it is only where something uses it. */
  readonly whenBuilt?: true;
  /** A release that is newer than what is known may take it. */
  readonly mayBeNewer?: true;
  /** It is wrong beside another key, which another file may set. */
  readonly relative?: true;
}

/** A single value of a component's own settings. */
export interface Setting {
  readonly path: readonly string[];
  readonly value: string | number | boolean | null;
  /** As written. */
  readonly text: string;
  readonly place: Place;
}

/** A key that the component knew once; see `catalog/removedKeys.ts`. */
export interface RemovedKeyUse {
  readonly kind: "removed-key";
  readonly place: Place;
  /** `sending_queue.blocking` */
  readonly key: string;
  readonly removedIn: Version;
  /** What does its work now. */
  readonly instead?: string;
  /** Set where only its name has changed. */
  readonly renamedTo?: string;
}

/** An endpoint to listen on that is written out, and of which the system makes no address. */
export interface UnbindableEndpoint {
  readonly kind: "unbindable";
  /** Of the value. */
  readonly place: Place;
  /** `protocols.grpc.endpoint` */
  readonly key: string;
  /** `0.0.0.0`, `http://0.0.0.0:4317` */
  readonly written: string;
  /** What there is, after the key: `has no port`. */
  readonly found: string;
  /** What follows `listen tcp: `. */
  readonly error: string;
  /** Where there is one way to make an address of it. */
  readonly mend?: { readonly place: Place; readonly address: string; readonly newText: string };
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
