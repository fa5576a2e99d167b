import type { FileId, Place, PortChange, Transport } from "./place.js";
import type { ProcessFacts } from "./process.js";

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
