import type { ComponentKind, Signal, Transport } from "../facts.js";
import type { Version, VersionRange } from "../versions.js";

/** What is known of one component of the collector. Written by `npm run catalog`. */
export interface ComponentRow {
  readonly kind: ComponentKind;
  readonly type: string;
  /** The last part of its Go module's path, where it is not the type without underscores and the kind after it. */
  readonly module?: string;
  readonly aliases: readonly string[];
  /** Values of `Distribution`, and others such as `jaeger` or `ebpf-profiler` by their own names. */
  readonly distributions: readonly string[];
  readonly signals: readonly (Signal | SignalPair)[];
  readonly stability: Readonly<Record<string, string>>;
  readonly deprecatedSince?: Version;
  readonly removedIn?: Version;
  /** The type that does its work now, `connector:routing` where it is one of another kind, or other advice. */
  readonly replacedBy?: string;
  /** Of the aliases, those that are old names: since when the new one is known. */
  readonly renames?: readonly RenameRow[];
  /** Keys that name extensions or pipelines; none where undefined, as below. */
  readonly references?: readonly ReferenceRow[];
  /** Keys without which it refuses to start. */
  readonly requires?: readonly RequirementRow[];
  readonly listens: readonly ListenRow[];
  readonly dials: readonly DialRow[];
}

/** Something that changed about components in a release. */
export interface ChangeRow {
  readonly kinds: readonly ComponentKind[];
  /** As they were called then. */
  readonly types: readonly string[];
  /** `v0.86.0`, `about v0.147.0`, `between v0.140.0 and v0.156.0` */
  readonly when: string;
  /** What changed, in a few words. */
  readonly change: string;
  /** What its user does about it, in a few words. */
  readonly action?: string;
}

export interface RenameRow {
  readonly from: string;
  /** From here on the new name is sure to be known. */
  readonly since: Version;
  /** Before this it is sure not to be; the same where the release is known. */
  readonly unknownBefore: Version;
}

/** A key whose value is an id. */
export interface ReferenceRow {
  /** Keys from the component's own config; `*` stands for every entry of a list or map. */
  readonly path: readonly string[];
  readonly to: "extension" | "pipeline";
  /** The value may name something of the component's own instead. */
  readonly orBuiltIn?: true;
}

/** One of several keys has to be there, and hold something. */
export interface RequirementRow {
  readonly anyOf: readonly (readonly string[])[];
  /** What the component says without them. */
  readonly error: string;
  /** It says so when it is built, which it is only where something uses it. */
  readonly whenBuilt?: true;
}

/** What a key of a configuration may hold. `any` where nobody knows, or everything is read. */
export type ConfigShape =
  | "text"
  | "int"
  | "number"
  | "bool"
  | "duration"
  | "id"
  | "any"
  | KeysShape
  | { readonly items: ConfigShape }
  | { readonly values: ConfigShape };

export interface KeysShape {
  readonly keys: Readonly<Record<string, ConfigShape>>;
  /** There are further keys that are not listed. */
  readonly free?: true;
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

/** An address that a component connects to. */
export interface DialRow {
  /** Keys from the component's own config to the address; `*` stands for every entry of a list or map. */
  readonly path: readonly string[];
  /** Where the number stands apart: `path` then holds a host only. */
  readonly portPath?: readonly string[];
  /** Undefined where it is not known what is spoken. */
  readonly protocol?: string;
  readonly transport: Transport;
  readonly transportPath?: readonly string[];
  /** What is dialled where nothing is written; `:4317` for a port alone. */
  readonly defaultAddress?: string;
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

/** A port of the Datadog Agent's own processes, as its settings code names it. Written by `npm run catalog`. */
export interface AgentPortRow {
  /** `apm_config.receiver_port`; a plain name where no key is known. */
  readonly key: string;
  /** The key in `datadog.yaml`; empty where none is known and the port is fixed. */
  readonly path: readonly string[];
  /** What the key holds: a number, `host:port`, or a URL. */
  readonly value: "port" | "endpoint" | "url";
  /** The port where the key is not written; null where nothing is opened then. */
  readonly defaultPort: number | null;
  /** Undefined where it is not known which address is bound. */
  readonly host?: AgentHost;
  readonly transport: Transport;
  readonly protocol: string;
  /** Who listens; for `dials`, who connects. */
  readonly process: string;
  readonly role: "listens" | "dials";
  /** Environment variables that set the port. */
  readonly env: readonly string[];
  /** The port is open only where this key is true; none means that the process alone decides. */
  readonly enabledPath?: readonly string[];
  /** The default holds on these only; none means everywhere. */
  readonly platforms?: readonly ("windows" | "macos")[];
  readonly note?: string;
}

export interface AgentHost {
  /** The key of the host. */
  readonly path?: readonly string[];
  /** What is bound where that key is not written. */
  readonly fallback?: string;
  /** A key that, where true, opens the port on all addresses instead. */
  readonly widenedBy?: readonly string[];
}

/** What the collector inside the Datadog Agent is built from, and what it adds to a config by itself. */
export interface DdotRow {
  /** The key in `datadog.yaml` that lists what its converter may add. */
  readonly converterFeaturesPath: readonly string[];
  /** Where that key is not written, all of these. */
  readonly converterFeatures: readonly string[];
  readonly autoAddedPorts: readonly AutoAddedPort[];
  /** Types of the upstream components in it. */
  readonly components: Readonly<Record<ComponentKind, readonly string[]>>;
  /** Types of components that only it has, or that it has beside the upstream manifest. */
  readonly ownComponents: Readonly<Record<ComponentKind, readonly string[]>>;
}

export interface AutoAddedPort {
  /** The converter feature that adds it. */
  readonly feature: string;
  readonly port: number;
  readonly role: "listens" | "dials";
}
