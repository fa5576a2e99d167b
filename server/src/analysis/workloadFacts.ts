/**
 * The vocabulary of manifests: what runs, in which network namespace, which ports are handed on, who is dialled. One
 * shape for Kubernetes, Compose, `docker run` and systemd, so that the topology asks a process, not a file format.
 */
import type { FileId, Place, PortChange, Transport } from "./facts.js";

/** Something a manifest says, with the place it says it at. `text` may still hold variables. */
export interface Word {
  readonly text: string;
  readonly place: Place;
}

/** A port as a manifest writes it: a number, or the name of a container's port. */
export type PortRef =
  | { readonly kind: "number"; readonly port: number; readonly place: Place; readonly change: PortChange }
  | { readonly kind: "name"; readonly name: string; readonly place: Place };

/** `otel/opentelemetry-collector-contrib:0.95.0` */
export interface ImageRef {
  /** Without registry default, tag and digest: `otel/opentelemetry-collector-contrib`. */
  readonly repository: string;
  /** Undefined where none is written, or only a digest is. */
  readonly tag: string | undefined;
  readonly place: Place;
}

/** A program as a manifest starts it: a container, a Compose service, a `docker run`, a systemd unit. */
export interface ProcessFacts {
  readonly name: string;
  readonly place: Place;
  readonly image: ImageRef | undefined;
  /** What replaces the image's entry point (`command` in Kubernetes); for a unit, the program itself. */
  readonly entrypoint: readonly Word[] | undefined;
  /** The arguments (`args` in Kubernetes, `command` in Compose); undefined where the image's own hold. */
  readonly args: readonly Word[] | undefined;
  readonly env: readonly EnvFact[];
  readonly ports: readonly DeclaredPort[];
  readonly mounts: readonly Mount[];
  readonly probes: readonly Probe[];
  /** An init container: it is gone before the others start. */
  readonly initial: boolean;
}

export interface EnvFact {
  readonly name: string;
  readonly place: Place;
  readonly value: EnvValue;
}

export type EnvValue =
  | { readonly kind: "text"; readonly word: Word }
  /** A field of the pod, such as `status.hostIP`. */
  | { readonly kind: "field"; readonly path: string }
  /** A Secret, a ConfigMap, the shell that starts it. */
  | { readonly kind: "elsewhere" };

/** A `containerPort`, and what of the node is handed to it. */
export interface DeclaredPort {
  readonly name: string | undefined;
  readonly port: number;
  readonly transport: Transport;
  readonly place: Place;
  readonly change: PortChange;
  readonly hostPort: HostPort | undefined;
}

export interface HostPort {
  readonly port: number;
  /** As `parseEndpoint` gives hosts; empty for every address of the node. */
  readonly hostIp: string;
  readonly place: Place;
  readonly change: PortChange;
}

export interface Mount {
  /** Where it appears inside, without a trailing slash. */
  readonly path: string;
  readonly place: Place;
  readonly source: MountSource;
}

export type MountSource =
  /** `subPath` or `items` name single keys; without either, every key is a file of its own name. */
  | {
      readonly kind: "ConfigMap" | "Secret";
      readonly name: string;
      readonly subPath: string | undefined;
      readonly items: readonly { readonly key: string; readonly path: string }[] | undefined;
    }
  /** A file or folder of the machine that the manifest lies on or is applied to. */
  | { readonly kind: "path"; readonly path: FileId }
  /** A Compose `configs` entry. */
  | { readonly kind: "compose-config"; readonly name: string }
  | { readonly kind: "other" };

export interface Probe {
  readonly purpose: "liveness" | "readiness" | "startup" | "healthcheck";
  readonly protocol: "http" | "https" | "tcp" | "grpc";
  readonly port: PortRef;
  /** Set where it is not the pod's own address. */
  readonly host: string | undefined;
  readonly place: Place;
}

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
  /** What the operator makes of an `OpenTelemetryCollector`; undefined for every other object. */
  readonly mode?: "deployment" | "daemonset" | "statefulset";
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly hostNetwork: boolean;
  readonly processes: readonly ProcessFacts[];
  readonly scheduling: Scheduling;
  /** Set where the document does not parse: what is missing here may stand there. */
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

export interface ServiceFacts {
  readonly kind: "service";
  readonly file: FileId;
  readonly object: ObjectRef;
  readonly type: "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName";
  readonly headless: boolean;
  /** Undefined where somebody else writes its endpoints, and where a part of it is not known. */
  readonly selector: Labels | undefined;
  readonly ports: readonly ServicePort[];
  /** Set where the document does not parse: what is missing here may stand there. */
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

/** A ConfigMap or Secret by itself; the collector configurations in it are facts of their own. */
export interface ConfigHolderFacts {
  readonly kind: "config-holder";
  readonly file: FileId;
  readonly object: ObjectRef;
  readonly keys: readonly string[];
}

/** A Compose file, or the containers that `docker run`s of one script start. */
export interface ContainersFacts {
  readonly kind: "containers";
  readonly file: FileId;
  readonly engine: "compose" | "docker-run";
  /** `name:` at the top of a Compose file. */
  readonly project: string | undefined;
  readonly containers: readonly ContainerFacts[];
  /** Other Compose files that `include` names, absolute. */
  readonly includes: readonly FileId[];
}

export interface ContainerFacts {
  /** Named after the service, or after `--name`. */
  readonly process: ProcessFacts;
  readonly network: NetworkMode;
  readonly published: readonly PublishedPort[];
  /** Names by which others reach it beside its own: `container_name`, `hostname`, network aliases, `links`. */
  readonly aliases: readonly string[];
  /** Undefined for the default network. */
  readonly networks: readonly string[] | undefined;
  /** Not started unless one of these is asked for; empty for one that always is. */
  readonly profiles: readonly string[];
  readonly extends: { readonly service: string; readonly file: FileId | undefined } | undefined;
  /** Entries of `published` that could not be read, since only a variable tells the container's port. */
  readonly unreadPorts: readonly Place[];
  /** Files of `NAME=value` lines that add to the environment, absolute. */
  readonly envFiles: readonly FileId[];
  /** Counts the fenced blocks of a page from 0: containers of different ones are alternatives. Undefined elsewhere. */
  readonly block: number | undefined;
}

export type NetworkMode =
  | { readonly kind: "own" }
  | { readonly kind: "host" }
  | { readonly kind: "none" }
  | { readonly kind: "service"; readonly name: string }
  | { readonly kind: "container"; readonly name: string };

/** A port of the host handed to a port of a container. A range is one of these for each pair. */
export interface PublishedPort {
  /** Null where the engine picks a free one, or where only a variable tells. */
  readonly outer: number | null;
  /** As `parseEndpoint` gives hosts; empty for every address, null where only a variable tells. */
  readonly hostIp: string | null;
  readonly inner: number;
  readonly transport: Transport;
  /** Where a finding about it stands: the whole short entry, `published` of a long one. */
  readonly place: Place;
  readonly changeOuter: PortChange;
  readonly changeInner: PortChange;
}
