/**
 * The vocabulary of what one file says. Facts are plain data, read from one file without knowing any other; the
 * topology joins them. Every place is exact, so that findings and fixes need no second look for it.
 */
import type { Endpoint } from "./endpoint.js";
import type { LineStarts, Span } from "./text.js";
import type { Slot } from "./yaml/edit.js";
import type { VersionRange } from "./versions.js";
import type { ConfigHolderFacts, ContainersFacts, PodFacts, ServiceFacts } from "./workloadFacts.js";

/** An absolute path with `/` between its parts, or the URI of a document that is on no disk. */
export type FileId = string;

export interface Place {
  readonly file: FileId;
  readonly span: Span;
}

export type Transport = "tcp" | "udp";
export type Signal = "traces" | "metrics" | "logs" | "profiles";
export type ComponentKind = "receiver" | "processor" | "exporter" | "connector" | "extension";
export type Distribution = "core" | "contrib" | "k8s" | "otlp" | "ddot";

/** Everything one file says. A file that holds nothing of ours has no `facts`. */
export interface FileFacts {
  readonly file: FileId;
  readonly lines: LineStarts;
  readonly facts: readonly Fact[];
  readonly problems: readonly SyntaxProblem[];
}

export type Fact =
  CollectorFacts | AgentFacts | ProjectFacts | PodFacts | ServiceFacts | ConfigHolderFacts | ContainersFacts;

export interface SyntaxProblem {
  readonly message: string;
  readonly place: Place;
}

/** Why a listener's address or port is what it is. */
export type Origin = "explicit" | "default" | "image" | "auto";

/** What a listener binds, for the versions of its program for which that holds. */
export interface Bind {
  readonly versions: VersionRange;
  readonly endpoint: Endpoint;
  readonly origin: Origin;
}

/** A socket that a component opens when it runs. */
export interface ListenerFact {
  /** Tells listeners of one component apart, and the same one of two merged files together: `protocols.grpc.endpoint`. */
  readonly key: string;
  /** The shortest name for it inside its workload: `otlp receiver (grpc)`, `internal metrics`. */
  readonly label: string;
  /** What is spoken there, from the catalogue: `otlp-grpc`, `zipkin-http`. */
  readonly protocol: string;
  readonly transport: Transport;
  /** One for each range of versions that differ; of the ranges no two overlap. */
  readonly binds: readonly Bind[];
  /** Set where the socket is opened only if a pipeline of this signal uses the component. */
  readonly onlyFor?: Signal;
  /** Where a finding about it stands. */
  readonly place: Place;
  readonly change: PortChange;
}

/** How the file is edited so that a listener takes another port. */
export type PortChange =
  /** The number stands in the file: replace its digits. */
  | { readonly kind: "digits"; readonly place: Place }
  /** The number is a default nobody wrote: insert lines at a slot. */
  | { readonly kind: "insert"; readonly file: FileId; readonly slot: Slot; readonly lines: InsertedLines }
  | { readonly kind: "none" };

/** YAML lines with `{host}` and `{port}` to be filled in, indented from their own first column, two spaces a level. */
export type InsertedLines = readonly string[];

export interface CollectorFacts {
  readonly kind: "collector";
  readonly file: FileId;
  /** Set where the config stands inside another document. */
  readonly holder?: ConfigHolder;
  /** Where a finding about the whole config stands: its first key. */
  readonly place: Place;
  readonly sections: Readonly<Record<ComponentKind, Section>>;
  readonly components: readonly ComponentFact[];
  /** Undefined where the file has no `service.pipelines`. */
  readonly pipelines: readonly PipelineFact[] | undefined;
  /** Undefined where the file has no `service.extensions`. */
  readonly extensions: readonly Reference[] | undefined;
  readonly service: ServiceSection | undefined;
  readonly syntaxErrors: boolean;
}

/**
 * `empty` is a key with nothing under it: its author means that there is none, not that another file has them.
 * `elsewhere` is one that a variable, another file or a template fills in.
 */
export type Section = "absent" | "empty" | "present" | "elsewhere";

/** A document that carries a configuration in one of its keys, such as a ConfigMap. */
export interface ConfigHolder {
  readonly kind: string;
  /** Undefined where the manifest leaves it to whoever applies it. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly key: string;
}

export interface ComponentFact {
  readonly kind: ComponentKind;
  /** `otlp/2` */
  readonly id: string;
  /** `otlp` */
  readonly type: string;
  readonly key: Place;
  /** The key with all that stands under it. */
  readonly entry: Place;
  readonly listeners: readonly ListenerFact[];
}

/** The id of a component where a pipeline or `service.extensions` names it. */
export interface Reference {
  readonly id: string;
  readonly place: Place;
}

export type PipelineRole = "receivers" | "processors" | "exporters";

export interface PipelineFact extends Readonly<Record<PipelineRole, PipelineMembers>> {
  /** `traces/dev` */
  readonly id: string;
  /** Undefined for an id that names no signal. */
  readonly signal: Signal | undefined;
  readonly key: Place;
  readonly body: Place;
}

export interface PipelineMembers {
  readonly references: readonly Reference[];
  readonly slot: Slot | undefined;
}

export interface ServiceSection {
  readonly place: Place;
  /** Where a listener that nobody wrote is blamed: the deepest existing key of `service.telemetry.metrics`. */
  readonly telemetry: TelemetryFacts;
}

export interface TelemetryFacts {
  readonly place: Place;
  readonly slot: Slot;
  /** How many of `telemetry`, `metrics` exist already, counted from `service`. */
  readonly depth: number;
  readonly level: string | undefined;
  readonly address: ListenerFact | undefined;
  /** Undefined where no list is written; a written list replaces the default reader, even an empty one. */
  readonly readers: readonly ListenerFact[] | undefined;
}

/** A Datadog Agent's `datadog.yaml`. */
export interface AgentFacts {
  readonly kind: "agent";
  readonly file: FileId;
  readonly place: Place;
  readonly otelCollector: OtelCollectorSettings;
  readonly processes: readonly AgentProcess[];
}

export interface AgentProcess {
  /** `core Agent`, `trace Agent` */
  readonly name: string;
  readonly listeners: readonly ListenerFact[];
}

/** The `otelcollector` section: whether DDOT runs and what its converter adds. */
export interface OtelCollectorSettings {
  /** Whether the section is there at all. */
  readonly written: boolean;
  readonly enabled: boolean | undefined;
  /** What `otelcollector.converter.features` lists; undefined where nothing is written: all. */
  readonly converterFeatures: readonly string[] | undefined;
  readonly converterEnabled: boolean;
}

/** A `.portolan.yaml`: what the person says about hosts and collectors that no manifest tells. */
export interface ProjectFacts {
  readonly kind: "project";
  readonly file: FileId;
  readonly hosts: readonly ProjectHost[];
  readonly collectors: readonly ProjectCollector[];
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
  readonly place: Place;
}
