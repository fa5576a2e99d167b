import type { ListenerFact, Origin } from "./listener.js";
import type { FileId, Place, RepeatedKey } from "./place.js";

/** A Datadog Agent, wherever its settings stand: in `datadog.yaml`, in variables, in a manifest that becomes either. */
export interface AgentFacts {
  readonly kind: "agent";
  readonly file: FileId;
  readonly place: Place;
  /** What all else here was read from, so that it can be read once more with other settings laid over it. */
  readonly settings: readonly AgentSetting[];
  readonly otelCollector: OtelCollectorSettings;
  readonly processes: readonly AgentProcess[];
  /** Set for a `datadog.yaml`. */
  readonly repeatedKeys?: readonly RepeatedKey[];
}

/** A key of `datadog.yaml`, or the variable or the field of a manifest that stands for it. */
export interface AgentSetting {
  /** Dotted: `apm_config.receiver_port`. */
  readonly key: string;
  /** The items of a list are parted by commas. Undefined for a section, and for a key with nothing under it. */
  readonly text: string | undefined;
  /** The value; for one that has no text, the key. */
  readonly place: Place;
  /** Offset in the file of the first letter of `text`; undefined where the file holds it in other letters, or shares it. */
  readonly literalAt: number | undefined;
  readonly origin: Origin;
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
