import type { AgentFacts } from "./datadog.js";
import type { FileId, InvalidPort, Place, PortChange, Transport, Word } from "./place.js";
import type { EnvFact, PortRef, ProcessFacts } from "./process.js";

/** The object of a cluster that a fact belongs to. */
export interface ObjectRef {
  readonly kind: string;
  /** Undefined where the manifest leaves it to whoever applies it. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly place: Place;
}

export type Labels = Readonly<Record<string, string>>;

/** The pods that a Pod, Deployment, DaemonSet, StatefulSet, ReplicaSet, Job or CronJob starts. */
export interface PodFacts {
  readonly kind: "pod";
  readonly file: FileId;
  readonly object: ObjectRef;
  /**
   * What the operator makes of an `OpenTelemetryCollector`; undefined for every other object. A `sidecar` is no pod: its
   * processes are added to the pods that ask for it.
   */
  readonly mode?: "deployment" | "daemonset" | "statefulset" | "sidecar";
  /** The Helm chart whose values it is computed from: a release of its own beside whatever else lies there. */
  readonly chart?: "opentelemetry-collector" | "datadog";
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly scrapePort?: ScrapePort;
  readonly hostNetwork: boolean;
  readonly processes: readonly ProcessFacts[];
  /** Set where the pod runs a Datadog Agent whose settings the manifest holds (`DatadogAgent`, Helm values). */
  readonly agent?: AgentFacts;
  readonly scheduling: Scheduling;
  /** Set where the document does not parse, or a container cannot be read: what is missing here may stand there. */
  readonly syntaxErrors?: true;
}

/** What decides on which nodes the pods may land. */
export interface Scheduling {
  /** `spec.replicas`; undefined where nothing is written, or where each node gets one. */
  readonly replicas: Word | undefined;
  readonly nodeSelector: Labels;
  /** Affinity, anti-affinity, topology spread or a node's name: read by nobody here, but a reason not to be certain. */
  readonly constrained: boolean;
  /** A Deployment's `maxSurge`, or what it amounts to. */
  readonly surges: boolean;
}

/** An annotation: the port of a pod that a Prometheus scrapes. */
export interface ScrapePort {
  readonly port: number;
  /** Its digits. */
  readonly place: Place;
}

export interface ServiceFacts {
  readonly kind: "service";
  readonly file: FileId;
  readonly object: ObjectRef;
  readonly type: "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName";
  readonly headless: boolean;
  /** Undefined where somebody else writes its endpoints, and where a part of it is not known. */
  readonly selector: Labels | undefined;
  readonly ports: readonly ServicePort[];
  readonly scrapePort?: ScrapePort;
  /** Set where the operator makes it for an `OpenTelemetryCollector`: what its receivers listen on becomes ports, too. */
  readonly derivedFrom?: ObjectRef;
  /** Set where the document does not parse, or a port cannot be read: what is missing here may stand there. */
  readonly syntaxErrors?: true;
}

export interface ServicePort {
  readonly name: string | undefined;
  readonly port: number;
  readonly transport: Transport;
  readonly place: Place;
  readonly change: PortChange;
  /** What `targetPort` says, or `port` where nothing does. */
  readonly target: PortRef;
  readonly nodePort: { readonly port: number; readonly place: Place; readonly change: PortChange } | undefined;
}

/** A port of an object that the API server refuses; nothing else here mentions it. */
export interface InvalidPortFacts extends InvalidPort {
  readonly kind: "invalid-port";
  readonly file: FileId;
  readonly object: ObjectRef;
}

/** A ConfigMap or Secret by itself; the collector configurations in it are facts of their own. */
export interface ConfigHolderFacts {
  readonly kind: "config-holder";
  readonly file: FileId;
  readonly object: ObjectRef;
  readonly keys: readonly string[];
}

/** Which connections into (and out of) pods a cluster lets through. */
export interface NetworkPolicyFacts {
  readonly kind: "network-policy";
  readonly file: FileId;
  readonly object: ObjectRef;
  /** Undefined where a part of it is not known. Empty for every pod of the namespace. */
  readonly podSelector: PodSelector | undefined;
  /** Undefined where it says nothing about that direction, or nothing known, and lets everything through. */
  readonly ingress: readonly PolicyRule[] | undefined;
  readonly egress: readonly PolicyRule[] | undefined;
}

/** `matchLabels` alone; one with `matchExpressions` cannot be told. */
export interface PodSelector {
  readonly labels: Labels;
  /** Its key. */
  readonly place: Place;
}

export interface PolicyRule {
  /** Undefined for every port, and where one of them cannot be told; empty where none of them is of TCP or UDP. */
  readonly ports: readonly PolicyPort[] | undefined;
  /** Undefined for every peer. */
  readonly peers: readonly PolicyPeer[] | undefined;
  readonly place: Place;
}

export interface PolicyPort {
  readonly transport: Transport;
  /** Undefined for every port of the transport. */
  readonly port: PortRef | undefined;
  /** Last port of a range. */
  readonly endPort: number | undefined;
}

export type PolicyPeer =
  /** Undefined selectors are not written: any pod of the same namespace, or any namespace's. */
  | { readonly kind: "pods"; readonly pods: Labels | undefined; readonly namespaces: Labels | undefined }
  | { readonly kind: "ip-block"; readonly cidr: string }
  /** Written with expressions, exceptions or variables. */
  | { readonly kind: "unknown" };

/** An `Instrumentation`: what the operator tells the SDKs that it injects. */
export interface InstrumentationFacts {
  readonly kind: "instrumentation";
  readonly file: FileId;
  readonly object: ObjectRef;
  /** `spec.exporter.endpoint` as `OTEL_EXPORTER_OTLP_ENDPOINT`, with `spec.env` of all and of single languages. */
  readonly env: readonly EnvFact[];
}

/** A `kustomization.yaml`: which manifests are applied together. */
export interface KustomizationFacts {
  readonly kind: "kustomization";
  readonly file: FileId;
  readonly place: Place;
  /** Files and folders, absolute: resources, bases, components, patches. Remote ones are left out. */
  readonly resources: readonly FileId[];
  readonly patches: readonly FileId[];
  readonly namespace: string | undefined;
  readonly namePrefix: string | undefined;
  readonly nameSuffix: string | undefined;
  /** ConfigMaps and Secrets made of files. */
  readonly generated: readonly GeneratedConfig[];
}

export interface GeneratedConfig {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  readonly files: readonly { readonly key: string; readonly file: FileId }[];
}
