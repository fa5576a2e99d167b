import type { CollectorFacts } from "./collector.js";
import type { FileId, Place, PortChange, Transport, Word } from "./place.js";

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
  /** Set where a part of a container's `ports` cannot be read: others may stand there, of any name. */
  readonly portsUnknown?: true;
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
  /** `config` is what it says to a collector that is told to read it. */
  | { readonly kind: "text"; readonly word: Word; readonly config?: CollectorFacts }
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
