import type { ConfigHolder } from "./collector.js";
import type { DialFact } from "./dial.js";
import type { FileId, Place } from "./place.js";
import type { EnvFact } from "./process.js";

/** A program's own configuration of which only this is understood: whom it connects to. */
export interface ClientFacts {
  readonly kind: "client";
  readonly file: FileId;
  /** Set where the configuration stands inside another document. */
  readonly holder?: ConfigHolder;
  /** The program, where its format tells: `Prometheus`; else the file's own name. */
  readonly name: string;
  readonly place: Place;
  /** One at least. */
  readonly dials: readonly DialFact[];
}

/** `NAME=value` lines: `.env`, an `env_file`, an `EnvironmentFile=`. */
export interface EnvFileFacts {
  readonly kind: "env-file";
  readonly file: FileId;
  /** In the order of the file; of a name that is set twice, the last counts. Secrets have no text here. */
  readonly env: readonly EnvFact[];
}
