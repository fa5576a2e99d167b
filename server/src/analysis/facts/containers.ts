import type { YamlNode } from "../yaml/node.js";
import type { FileId, InvalidPort, Place, PortChange, Transport } from "./place.js";
import type { ProcessFacts } from "./process.js";

/** A Compose file, or the containers that `docker run`s of one script start. */
export interface ContainersFacts {
  readonly kind: "containers";
  readonly file: FileId;
  readonly engine: "compose" | "docker-run";
  /** `name:` at the top of a Compose file. */
  readonly project: string | undefined;
  readonly containers: readonly ContainerFacts[];
  readonly includes: readonly ComposeInclude[];
  /** Files that the top-level `configs` of a Compose file name; absent where there are none. */
  readonly configFiles?: readonly NamedFile[];
  /** Set where variables have a part in what a Compose file says. All else here holds with their defaults alone. */
  readonly unresolved?: Unresolved;
}

/** A file, and where it is named. */
export interface NamedFile {
  /** Absolute. */
  readonly path: FileId;
  readonly place: Place;
}

/** An entry of `include`. */
export interface ComposeInclude {
  /** Absolute; of several, each is laid over those before. */
  readonly files: readonly FileId[];
  /** What gives their variables values that the including project does not: `env_file`, or the `.env` beside them. */
  readonly envFiles: readonly FileId[];
}

/** A document as it is written, to be read once more by whoever knows its variables. */
export interface Unresolved {
  readonly root: YamlNode;
  /** The names of all variables in it. */
  readonly variables: readonly string[];
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
  /**
   * Ports of such entries that the engine refuses: the `containerPort` or `hostPort` of a short one, the `target` or
   * `published` of a long one.
   */
  readonly invalidPorts?: readonly InvalidPort[];
  /** Files of `NAME=value` lines that add to the environment, absolute. */
  readonly envFiles: readonly FileId[];
  /** What a Compose file decides alone, whatever the files or services below it say. */
  readonly decides?: readonly ServiceKey[];
}

/**
 * Keys of a service. Single values decide wherever they are written; lists and maps add to those below, and decide only
 * under `!override` or `!reset`.
 */
export type ServiceKey =
  | "build"
  | "command"
  | "configs"
  | "entrypoint"
  | "env_file"
  | "environment"
  | "expose"
  | "healthcheck"
  | "image"
  | "network_mode"
  | "networks"
  | "ports"
  | "profiles"
  | "provider"
  | "volumes";

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
