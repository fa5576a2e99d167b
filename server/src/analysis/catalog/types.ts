import type { ComponentKind, Distribution, Signal, Transport } from "../facts.js";
import type { Version, VersionRange } from "../versions.js";

/** What is known of one component of the collector. Written by `npm run catalog`. */
export interface ComponentRow {
  readonly kind: ComponentKind;
  readonly type: string;
  readonly aliases: readonly string[];
  /** A distribution such as `jaeger` or `ebpf-profiler` stands here by its own name. */
  readonly distributions: readonly (Distribution | string)[];
  readonly signals: readonly (Signal | SignalPair)[];
  readonly stability: Readonly<Record<string, string>>;
  readonly deprecatedSince?: Version;
  readonly removedIn?: Version;
  readonly replacedBy?: string;
  readonly listens: readonly ListenRow[];
}

/** What a connector joins. */
export interface SignalPair {
  readonly from: Signal;
  readonly to: Signal;
}

/** A socket that a component opens. */
export interface ListenRow {
  /** Keys from the component's own config to the endpoint: `["protocols", "grpc", "endpoint"]`. */
  readonly path: readonly string[];
  /** Where the host stands apart: `path` then holds a number only. */
  readonly hostPath?: readonly string[];
  readonly protocol: string;
  readonly transport: Transport;
  /** Where the config can choose another transport (`tcp`, `udp`, `unix`, …). */
  readonly transportPath?: readonly string[];
  /** What is bound where nothing is written; none where the endpoint has to be written. */
  readonly defaults: readonly { readonly versions: VersionRange; readonly endpoint: string }[];
  /** All of them must hold for the socket to be opened; none means always. */
  readonly when: readonly ListenCondition[];
}

export type ListenCondition =
  /** The key is there, whatever its value. */
  | { readonly kind: "present"; readonly path: readonly string[] }
  /** The key is not explicitly null. */
  | { readonly kind: "not-null"; readonly path: readonly string[] }
  /** The endpoint itself is written. */
  | { readonly kind: "written" }
  /** The key has the value; `whenMissing` says what an absent key amounts to. */
  | {
      readonly kind: "equals";
      readonly path: readonly string[];
      readonly value: string | boolean;
      readonly whenMissing: boolean;
    }
  /** The component is used in a pipeline of the signal. */
  | { readonly kind: "signal"; readonly signal: Signal }
  /** Switched off by `path: false`, in versions that know the key. */
  | { readonly kind: "not-false"; readonly path: readonly string[]; readonly versions: VersionRange };
