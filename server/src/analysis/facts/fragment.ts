import type { YamlNode } from "../yaml/node.js";
import type { FileId, Place } from "./place.js";

/** In which role a file is read: as a document of its own, or as a part that others include, too. */
export type FileRole = "document" | "fragment";

/** What a file holds that a collector configuration includes. What it means, only the key tells that it is put under. */
export interface FragmentFacts {
  readonly kind: "fragment";
  readonly file: FileId;
  readonly root: YamlNode;
  /** Their paths begin at `root`. */
  readonly includes: readonly Include[];
  readonly syntaxErrors: boolean;
}

/** A value that the content of a file takes the place of: `receivers: ${file:receivers.yaml}`. */
export interface Include {
  /** The keys that lead to it; a number is the place in a list. */
  readonly path: NodePath;
  /** The file as it is named there: `receivers.yaml`, `/etc/otelcol/receivers.yaml`. */
  readonly written: string;
  readonly place: Place;
}

export type NodePath = readonly (string | number)[];
