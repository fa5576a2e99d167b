import type { Origin, Place, Transport } from "./facts.js";

export type NamespaceKind = "host" | "pod" | "container";

/** The port map as it is shown: to the tree view, and to the command line as `portolan ports`. */
export interface PortReport {
  readonly namespaces: readonly NamespaceReport[];
  readonly dials: readonly DialReport[];
}

/** Somebody connects to a port. */
export interface DialReport {
  /** `otlp exporter of DDOT`, `the liveness probe of otel-agent` */
  readonly from: string;
  /** As written; null where only the running system knows. */
  readonly host: string | null;
  readonly port: number | null;
  readonly transport: Transport;
  /** Null where that is open. */
  readonly protocol: string | null;
  /** Where the connection ends up; several behind one Service. Empty where that is outside of what is known. */
  readonly targets: readonly { readonly namespace: string; readonly port: number }[];
  readonly place: Place;
}

export interface NamespaceReport {
  /** Stable between two analyses of the same workspace. */
  readonly id: string;
  readonly kind: NamespaceKind;
  readonly label: string;
  /** How it is known what runs there, in a few words. */
  readonly description: string;
  readonly listeners: readonly ListenerReport[];
  /** Ports of this namespace that are handed on to another one. */
  readonly mappings: readonly MappingReport[];
}

/** One owner of one port. */
export interface ClaimReport {
  readonly id: string;
  /** Null where only the running system, or a version nobody told, decides. */
  readonly address: string | null;
  readonly port: number | null;
  readonly transport: Transport;
  /** `otlp receiver (grpc) of DDOT` */
  readonly owner: string;
  /** `DDOT` */
  readonly workload: string;
  /** `otlp receiver (grpc)` */
  readonly label: string;
  readonly place: Place;
  readonly origin: Origin;
  readonly conflict: boolean;
  /** Set where nothing will listen there as it stands; the note says why. */
  readonly willNotStart?: true;
  /** What a person should know about it: `before collector v0.123.0`, `will not start`. */
  readonly note?: string;
}

export interface ListenerReport extends ClaimReport {
  /** What is spoken there: `otlp-grpc`. */
  readonly protocol: string;
}

export interface MappingReport extends ClaimReport {
  readonly via: "published" | "host-port" | "node-port";
  /** Where it leads. */
  readonly inner: { readonly namespace: string; readonly port: number };
}
