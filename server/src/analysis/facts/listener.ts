import type { Endpoint } from "../endpoint.js";
import type { VersionRange } from "../versions.js";
import type { Signal } from "./collector.js";
import type { Place, PortChange, Transport } from "./place.js";

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
  /** Set where it speaks TLS, and nothing else. */
  readonly secure?: true;
  /** One for each range of versions that differ; of the ranges no two overlap. */
  readonly binds: readonly Bind[];
  /** Set where the socket is opened only if a pipeline of this signal uses the component. */
  readonly onlyFor?: Signal;
  /** Where a finding about it stands. */
  readonly place: Place;
  readonly change: PortChange;
}
