import type {
  AgentFacts,
  Build,
  BuildFacts,
  CollectorFacts,
  ComponentFact,
  DialFact,
  Distribution,
  FileFacts,
  FileId,
  ListenerFact,
  Mount,
  NetworkPolicyFacts,
  Origin,
  PipelineFact,
  Place,
  PodFacts,
  PortChange,
  ProcessFacts,
  ProjectFacts,
  Reference,
  ServiceFacts,
  TelemetryFacts,
  Transport,
} from "../facts.js";
import type { NamespaceKind } from "../report.js";
import type { PortIndex } from "./portIndex.js";
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
  /** A fenced block of a page: an example for itself, whatever stands in the others. */
  | { readonly kind: "page"; readonly file: FileId; readonly block: number }
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
  /** Set where it is what the author means, but the program never opens it as it is started. */
  readonly intended?: true;
  /** Set where a manifest starts it. */
  readonly start?: CollectorStart;
  readonly versions: VersionRange;
  readonly distribution: Distribution | undefined;
  /** Set where it is a build of somebody's own, and known which. */
  readonly build?: CollectorBuild;
}

/** What a collector is built from, and who says so. */
export interface CollectorBuild {
  readonly build: Build;
  /** `the build "otelcol-custom"` */
  readonly label: string;
  /** A path, or a setting. */
  readonly toldBy: string;
  /** False where the manifest only lies beside the configuration. */
  readonly sure: boolean;
}

/** What the command line of a collector tells. */
export interface CollectorStart {
  /** Whether it reads these configurations and nothing else. */
  readonly whole: boolean;
  /** `service.profilesSupport`, with the sign that switches one off. */
  readonly featureGates: readonly string[];
}

/** A thing that runs and binds sockets. */
export interface Workload {
  readonly name: string;
  readonly collector?: Collector;
  /** Set where a container engine starts it. */
  readonly start?: ContainerStart;
}

/** What decides whether two containers are ever up at the same time. */
export interface ContainerStart {
  /** The Compose project, or the script. */
  readonly project: string;
  /** Of projects that share this, only one is up at a time. */
  readonly alternatives: string;
  readonly engine: "compose" | "docker-run";
  readonly container: string;
  readonly profiles: readonly string[];
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
  /** Both by their ports. */
  readonly listening: PortIndex<Listener>;
  readonly handingOn: PortIndex<Mapping>;
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
  /** How the port that it leads to is written there. */
  readonly changeInner: PortChange;
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

/** Somebody connects to a port. */
export interface Dial {
  readonly from: Workload;
  /** `otlp exporter of DDOT`, `OTEL_EXPORTER_OTLP_ENDPOINT of app` */
  readonly by: string;
  readonly fact: DialFact;
  /** Undefined where nothing tells. */
  readonly secure: boolean | undefined;
  /** As written, or as its variables have it; null where only the running system knows. */
  readonly host: string | null;
  readonly port: number | null;
  /** As it is written, where no port has that number. */
  readonly invalidPort?: string;
  readonly place: Place;
  readonly change: PortChange;
  readonly leads: Lead;
}

/** Where a connection ends up. */
export type Lead =
  /** Outside of what is known here. */
  | { readonly kind: "unknown" }
  /** At a Service that hands no such port on. */
  | { readonly kind: "closed"; readonly service: ServiceFacts }
  /** In one of these, on each alike. `via` is the Service or mapping on the way, `through` where its ports stand. */
  | {
      readonly kind: "inside";
      readonly landings: readonly Landing[];
      readonly via: string | undefined;
      readonly through: readonly Place[];
      /** Set where an application dials its own loopback, where nobody known listens on that port, but others do. */
      readonly elsewhere?: readonly Elsewhere[];
    };

/** Somebody who listens on the port that is dialled, and the name that leads there. */
export interface Elsewhere {
  readonly name: string;
  readonly listener: Listener;
}

export interface Landing {
  readonly namespace: Namespace;
  readonly port: number;
  /** Whether it comes from the same network namespace, where loopback is reached too. */
  readonly local: boolean;
}

/** The pods of one object of a cluster, and where they live. */
export interface PodModel {
  readonly facts: PodFacts;
  readonly namespace: Namespace;
  readonly workloads: readonly Workload[];
}

/** A process as a manifest starts it, and what it is in the map. */
export interface ProcessModel {
  readonly facts: ProcessFacts;
  readonly workload: Workload;
}

/** The objects of a cluster, for what rules ask of them one by one. */
export interface ClusterModel {
  readonly pods: readonly PodModel[];
  readonly services: readonly ServiceFacts[];
  readonly policies: readonly NetworkPolicyFacts[];
}

/** A configuration that a container gets, but never opens. */
export interface UnreadConfig {
  readonly process: ProcessFacts;
  readonly workload: Workload;
  readonly mount: Mount;
  readonly config: CollectorFacts;
  /** Where its program looks instead. */
  readonly reads: string;
}

/** All that rules look at: one site, joined. */
export interface SiteModel {
  readonly site: Site;
  readonly files: ReadonlyMap<FileId, FileFacts>;
  readonly collectors: readonly Collector[];
  readonly agents: readonly AgentFacts[];
  readonly namespaces: readonly Namespace[];
  /** Every process that a manifest starts. */
  readonly processes: readonly ProcessModel[];
  readonly collisions: readonly Collision[];
  readonly handovers: readonly Handover[];
  readonly dials: readonly Dial[];
  /** Collisions if two things that only lie in one folder run on one host. */
  readonly possible: readonly Collision[];
  readonly cluster: ClusterModel;
  readonly unread: readonly UnreadConfig[];
  readonly context: JoinContext;
}

/** What holds for the whole workspace while its sites are joined. */
export interface JoinContext {
  /** Workspace folders; paths in messages start there. */
  readonly roots: readonly FileId[];
  readonly projects: readonly ProjectFacts[];
  /** The builders' manifests. */
  readonly builds: readonly BuildFacts[];
  /** The program that the person has on their machine. */
  readonly ownBuild: Build | undefined;
  /** For collectors whose version no file tells. */
  readonly collectorVersion: Version | undefined;
}
