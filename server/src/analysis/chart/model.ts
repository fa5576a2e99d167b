import type { ComponentKind, Origin, Place, Transport } from "../facts.js";
import type { NamespaceKind } from "../report.js";

/** Who owns which port, as a picture: what is drawn, not where. Every `id` is unique in it, and stays between edits. */
export interface Chart {
  /** What nothing surrounds. */
  readonly boxes: readonly ChartBox[];
  readonly links: readonly ChartLink[];
  readonly collectors: readonly ChartCollector[];
}

/** A namespace; or, without ports of its own, somebody outside of all: a Service, the kubelet, an address elsewhere. */
export interface ChartBox {
  readonly id: string;
  readonly kind: NamespaceKind | "service" | "probes" | "caller" | "outside";
  readonly label: string;
  readonly detail: string;
  /** Undefined where no file says it in one place. */
  readonly place: Place | undefined;
  /** By number. */
  readonly ports: readonly ChartPort[];
  /** Whom it connects to. */
  readonly exits: readonly ChartExit[];
  /** The containers and pods that this host hands ports to, and nobody else does. */
  readonly inside: readonly ChartBox[];
}

/** What a port of a namespace is called in a chart. */
export function portId(namespace: string, port: number | null, transport: Transport): string {
  return `${namespace} ${port ?? "?"}/${transport}`;
}

/**
 * How a port stands, the worst first:
 * - `conflict`: two owners, of whom only one can have it;
 * - `fallen`: its program does not come up, or does not read the configuration;
 * - `loopback`: bound to localhost, while somebody outside needs it;
 * - `silent`: handed on to a port where nothing listens;
 * - `reached`: somebody is led there;
 * - `unreached`: nobody is, as far as these files tell.
 */
export const portStates = ["conflict", "fallen", "loopback", "silent", "reached", "unreached"] as const;
export type PortState = (typeof portStates)[number];

/** One number on the edge of a box. */
export interface ChartPort {
  readonly id: string;
  /** Null where only the running system decides. */
  readonly port: number | null;
  readonly transport: Transport;
  /** The worst of its owners'. */
  readonly state: PortState;
  /** None where only a mapping names it. */
  readonly owners: readonly ChartOwner[];
  /** What is met at run time, where it is a conflict: `bind: address already in use`. */
  readonly trouble?: string;
  /** Who connects from inside the same namespace. */
  readonly callers: readonly ChartCaller[];
}

export interface ChartOwner {
  readonly id: string;
  readonly workload: string;
  /** `otlp receiver (grpc)` */
  readonly label: string;
  readonly address: string | null;
  readonly note?: string;
  readonly origin: Origin;
  readonly state: PortState;
  readonly place: Place;
  /** The port that it is handed on to. */
  readonly leadsTo?: string;
}

export interface ChartCaller {
  readonly id: string;
  /** `configuration request of core Agent` */
  readonly label: string;
  readonly place: Place;
}

export interface ChartExit {
  readonly id: string;
  /** `otlp exporter` */
  readonly label: string;
  /** `gateway:4317`; empty where it is led there by more than an address. */
  readonly address: string;
  readonly place: Place;
}

/**
 * `contested`: who answers, the start decides. `loopback`: it is bound to localhost, and refuses. `refused`: nothing
 * listens there. `outside`: it leaves what is known.
 */
export type LinkState = "reaches" | "contested" | "loopback" | "refused" | "outside";

export interface ChartLink {
  readonly id: string;
  /** An exit, or an owner that hands its port on. */
  readonly from: string;
  /** A port, or a box. */
  readonly to: string;
  readonly state: LinkState;
}

/** What goes on inside one collector. */
export interface ChartCollector {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly place: Place | undefined;
  readonly pipelines: readonly ChartPipeline[];
  /** From a connector at the end of one pipeline to itself at the beginning of another. */
  readonly joints: readonly { readonly from: string; readonly to: string }[];
}

export interface ChartPipeline {
  readonly id: string;
  /** `traces/dev`, or `extensions` for what is in none. */
  readonly label: string;
  readonly place: Place;
  readonly receivers: readonly ChartComponent[];
  readonly processors: readonly ChartComponent[];
  readonly exporters: readonly ChartComponent[];
}

export interface ChartComponent {
  readonly id: string;
  /** `otlp/2` */
  readonly label: string;
  readonly kind: ComponentKind;
  /** False where a pipeline names it and nobody defines it. */
  readonly defined: boolean;
  readonly place: Place;
  readonly ports: readonly { readonly port: number | null; readonly state: PortState }[];
}

export const isProblem = (state: PortState): boolean => portStates.indexOf(state) < portStates.indexOf("reached");

/** The worst of several; `unreached` of none. */
export function worst(states: readonly PortState[]): PortState {
  return portStates.find((state) => states.includes(state)) ?? "unreached";
}
