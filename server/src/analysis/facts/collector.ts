import type { Slot } from "../yaml/edit.js";
import type { ConfigIssue, IdReference, Setting, UnknownKey } from "./configIssue.js";
import type { DialFact } from "./dial.js";
import type { Include } from "./fragment.js";
import type { ListenerFact } from "./listener.js";
import type { FileId, Place, RepeatedKey } from "./place.js";

export type Signal = "traces" | "metrics" | "logs" | "profiles";

export type ComponentKind = "receiver" | "processor" | "exporter" | "connector" | "extension";

export type Distribution = "core" | "contrib" | "k8s" | "otlp" | "ddot";

export interface CollectorFacts {
  readonly kind: "collector";
  readonly file: FileId;
  /** Set where the config stands inside another document. */
  readonly holder?: ConfigHolder;
  /** Where a finding about the whole config stands: its first key. */
  readonly place: Place;
  /** From its first key to the end of its last value. */
  readonly extent: Place;
  readonly sections: Readonly<Record<ComponentKind, Section>>;
  readonly components: readonly ComponentFact[];
  /** Undefined where the file has no `service.pipelines`. */
  readonly pipelines: readonly PipelineFact[] | undefined;
  /** Whether `service.pipelines` is written, and here. */
  readonly pipelineSection: Section;
  /** Undefined where the file has no `service.extensions`. */
  readonly extensions: readonly Reference[] | undefined;
  /** Where an extension is added to `service.extensions`; undefined where there is none. */
  readonly extensionsSlot: Slot | undefined;
  readonly service: ServiceSection | undefined;
  /** Wherever in the configuration. */
  readonly repeatedKeys: readonly RepeatedKey[];
  readonly expansions: readonly Expansion[];
  /** Values that other files hold. */
  readonly includes: readonly Include[];
  /** Who parses the YAML: the collector a text of its own, whoever applies a manifest one that is a part of it. */
  readonly parsedBy: "collector" | "manifest";
  /** Keys outside the components' own settings that are near a known one: `exporterss`. */
  readonly unknownKeys: readonly UnknownKey[];
  readonly syntaxErrors: boolean;
}

/** A `${…}` in a value, as the collector finds it there. One that is escaped, `$${…}`, is none. */
export interface Expansion {
  /** What stands between the braces, with the unknown letter for each one inside; for `open`, all that follows. */
  readonly uri: string;
  /**
   * `open` is one that no brace closes, which the collector takes for text. `refused` is one in a Compose file, which
   * puts in its own variables before the collector reads anything, and does not take this for one.
   */
  readonly state: "closed" | "open" | "refused";
  /** From `$` to `}`. */
  readonly place: Place;
}

/**
 * `empty` is a key with nothing under it: its author means that there is none, not that another file has them.
 * `elsewhere` is one that a variable, another file or a template fills in.
 */
export type Section = "absent" | "empty" | "present" | "elsewhere";

/**
 * A document that carries a configuration in one of its keys, such as a ConfigMap. Three are named otherwise:
 * - `here-document`: `name` is that of the file which a script writes, without its folder (the script's own where it
 *   writes to a program); `key` the whole path as `MountSource` has it, as written where another shell resolves it,
 *   empty where only a variable tells.
 * - `fenced block`: `name` is that of the page, `key` the number of the block, counted from 1.
 * - `environment variable` of a container in Kubernetes: `name` is its own, `key` is empty.
 */
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
  /** Whom it connects to when it runs. */
  readonly dials: readonly DialFact[];
  /** What is wrong with its own settings, each by itself. */
  readonly issues: readonly ConfigIssue[];
  /** What is looked at for some of that, so that it can be judged once more where another file sets a part of it. */
  readonly settings: readonly Setting[];
  /** Whom its settings name. */
  readonly references: readonly IdReference[];
  /** Set for a receiver_creator: the receivers that it starts where it discovers something; their ids and keys. */
  readonly starts?: readonly Reference[];
  /** In bytes, what a memory_limiter allows; undefined where it is another component, or the host decides. */
  readonly memoryLimit?: number;
  /** Set for what its author did not write: a default of a chart. */
  readonly inherited?: true;
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
  /** Whether a variable, another file or a template fills in what stands under the key. */
  readonly elsewhere: boolean;
}

export interface PipelineMembers {
  readonly references: readonly Reference[];
  /** Whether a variable, another file or a template fills in some of it, or somebody is still typing. */
  readonly elsewhere: boolean;
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
  /** The key `address` with its value. */
  readonly addressEntry?: Place;
  /** Set where `readers` is written as an empty list. */
  readonly noReaders?: Place;
  /** The key `views`, where it holds any. */
  readonly views?: Place;
}
