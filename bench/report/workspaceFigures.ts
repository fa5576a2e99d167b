import type { Duration } from "../duration.js";
import type { Memory } from "../procfs.js";
import type { TypingFigures } from "./figures.js";

/** One workspace of YAML files, in which every server was typed into and Portolan was started several times. */
export interface WorkspaceFigures {
  readonly layout: string;
  readonly files: number;
  /** How many of them are manifests. */
  readonly manifests: number;
  readonly bytes: number;
  readonly anchors: WorkspaceAnchors;
  /** Of Portolan: nothing kept from an earlier run, then with the cache that the first run left. */
  readonly cold: IndexFigures;
  readonly warm: IndexFigures;
  readonly runs: readonly ResidentFigures[];
}

/** Each by a Node process of its own, from its first file to its last. */
export interface WorkspaceAnchors {
  readonly read: Duration;
  /** Read, and searched for a few words. */
  readonly scan: Duration;
  /** Read, and parsed by the package yaml in one thread; null where most files need no parse. */
  readonly parse: Duration | null;
}

/** Medians of several starts. */
export interface IndexFigures {
  readonly starts: number;
  /** From the start of the process to the answer. */
  readonly initialize: Duration;
  /** From then on until the whole port map was there. */
  readonly index: Duration;
  /** When all was published; null where the system does not tell. */
  readonly memory: Memory | null;
}

/** A server that stays, in milliseconds as all of them. */
export interface ResidentFigures extends TypingFigures {
  readonly server: string;
  readonly initialize: Duration;
  /** After the edits; null where the system does not tell. */
  readonly memory: Memory | null;
  /** What the server computes in `restFor` without a message; null likewise. */
  readonly rest: number | null;
}

/** Milliseconds in which nobody says anything to a server. */
export const restFor = 5000;
