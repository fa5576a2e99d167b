import type {
  AgentFacts,
  CollectorFacts,
  ComponentFact,
  Distribution,
  FileFacts,
  FileId,
  ListenerFact,
  Origin,
  PipelineFact,
  Place,
  PortChange,
  ProjectFacts,
  Reference,
  TelemetryFacts,
  Transport,
} from "../facts.js";
import type { NamespaceKind } from "../report.js";
import type { Version, VersionRange } from "../versions.js";

/** Files that are joined with each other and with no others: a host's file tree, or a folder. */
export interface Site {
  readonly id: string;
  readonly placement: SitePlacement;
}

export type SitePlacement =
  /** `.portolan.yaml` names the host. */
  | { readonly kind: "named-host"; readonly name: string; readonly runs: readonly FileId[]; readonly project: FileId }
  /** `<root>/etc/…`: one host's file tree. */
  | { readonly kind: "host-tree"; readonly root: FileId }
  /** Nothing says on which host its files end up. */
  | { readonly kind: "folder"; readonly folder: FileId };

/** One collector process with everything its configuration files say together. */
export interface Collector {
  /** Tells it apart from every other in the workspace. */
  readonly id: string;
  /** The shortest name a person would use: `otelcol-contrib`, `DDOT`. */
  readonly name: string;
  readonly isDdot: boolean;
  readonly facts: readonly CollectorFacts[];
  readonly components: readonly ComponentFact[];
  readonly pipelines: readonly PipelineFact[] | undefined;
  readonly extensions: readonly Reference[] | undefined;
  readonly telemetry: TelemetryFacts | undefined;
  /** A whole configuration, not a part that is merged with files nobody knows here. */
  readonly complete: boolean;
  readonly versions: VersionRange;
  readonly distribution: Distribution | undefined;
}

/** A thing that runs and binds sockets. */
export interface Workload {
  readonly name: string;
  readonly collector?: Collector;
}

/** A network namespace: where two sockets can collide. */
export interface Namespace {
  readonly id: string;
  readonly kind: NamespaceKind;
  readonly label: string;
  /** How it is known what runs there, in a few words for the tree. */
  readonly description: string;
  readonly workloads: readonly Workload[];
  readonly listeners: readonly Listener[];
  /** Ports of this namespace that are handed on to another one. */
  readonly mappings: readonly Mapping[];
  /** Whether `listeners` are all that is bound there. */
  readonly whole: boolean;
}

/** Something that takes a port of a namespace, so that nobody else can have it. */
export type Claim = Listener | Mapping;

interface ClaimBase {
  /** Stable while the place of its component in the workspace stays the same. */
  readonly id: string;
  readonly workload: Workload;
  /** `otlp receiver (grpc) of DDOT` */
  readonly owner: string;
  readonly transport: Transport;
  /** Null where only the running system decides. */
  readonly port: number | null;
  /** Every host it may be bound to, by version; null for one that only the running system knows. */
  readonly hosts: readonly (string | null)[];
  /** As written in the endpoint, for the run-time error. */
  readonly hostText: string;
  /** False where another version of the program would not bind this port at all. */
  readonly certain: boolean;
  /** The versions for which it holds, where not for all that are possible. */
  readonly condition?: string;
  readonly origin: Origin;
  readonly place: Place;
  readonly change: PortChange;
}

/** A socket that is bound, as far as its program's version is known. */
export interface Listener extends ClaimBase {
  readonly via: "socket";
  readonly fact: ListenerFact;
}

/** A port of a host that is handed on: published by a container engine, a `hostPort`, a NodePort. */
export interface Mapping extends ClaimBase {
  readonly via: "published" | "host-port" | "node-port";
  readonly inner: { readonly namespace: string; readonly port: number };
}

/** Two owners of one port of a namespace, of whom only one can have it. */
export interface Collision {
  readonly namespace: Namespace;
  readonly claims: readonly [Claim, Claim];
  readonly kind: CollisionKind;
  /** False where it takes a small cluster, or bad luck, for both to meet. */
  readonly sure: boolean;
  /** A sentence: why both are believed to run in that namespace. */
  readonly evidence: string;
}

/** How two owners of a port fail each other. */
export type CollisionKind =
  /** The second `bind` fails. */
  | "socket"
  /** A container engine refuses to publish. */
  | "published"
  /** The API server refuses the Service. */
  | "node-port"
  /** The scheduler leaves the pod pending. */
  | "scheduler"
  /** Nothing fails, but the node's traffic goes to the pod instead of the process. */
  | "diverted";

/** Somebody expects a listener on a port of a network namespace, and reaches it from outside. */
export interface Handover {
  readonly kind: "published" | "host-port" | "service" | "probe";
  /** Who expects it: `Service otel-collector`, `the liveness probe of otel-collector`. */
  readonly by: string;
  readonly place: Place;
  readonly into: Namespace;
  readonly port: number;
  readonly transport: Transport;
}

/** All that rules look at: one site, joined. */
export interface SiteModel {
  readonly site: Site;
  readonly files: ReadonlyMap<FileId, FileFacts>;
  readonly collectors: readonly Collector[];
  readonly agents: readonly AgentFacts[];
  readonly namespaces: readonly Namespace[];
  readonly collisions: readonly Collision[];
  readonly handovers: readonly Handover[];
  readonly context: JoinContext;
}

/** What holds for the whole workspace while its sites are joined. */
export interface JoinContext {
  /** Workspace folders; paths in messages start there. */
  readonly roots: readonly FileId[];
  readonly projects: readonly ProjectFacts[];
  /** For collectors whose version no file tells. */
  readonly collectorVersion: Version | undefined;
}
