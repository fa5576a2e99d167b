import type { ListenerFact } from "./listener.js";
import type { FileId, Place } from "./place.js";

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
