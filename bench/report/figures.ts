import type { EditSeries } from "../documents/document.js";
import type { Distribution } from "../statistics.js";
import type { WorkspaceFigures } from "./workspaceFigures.js";

/** Everything that was measured; all times in milliseconds. */
export interface Figures {
  readonly version: 1;
  readonly machine: Machine;
  readonly servers: readonly ServerFacts[];
  /** From the start of a Node process that does nothing to its end. */
  readonly nodeStart: number;
  /** Bytes that such a process has resident. */
  readonly nodeResident: number;
  /** Empty where typing was not measured. */
  readonly documents: readonly DocumentFigures[];
  /** By layout, then by size; empty where scale was not measured. */
  readonly scale: readonly ScaleFigures[];
  /** Likewise; empty where workspaces were not measured. */
  readonly workspaces: readonly WorkspaceFigures[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  /** Of one minute, before and after; above 1 somebody else was at work. */
  readonly load: readonly [before: number, after: number];
}

export interface ServerFacts {
  readonly name: string;
  readonly version: string;
  /** A fixed wait after each change, which the server's times contain. */
  readonly timer: number;
}

export interface DocumentFigures {
  readonly name: string;
  readonly lines: number;
  readonly bytes: number;
  readonly files: number;
  readonly edits: readonly {
    readonly kind: EditSeries["kind"];
    readonly what: string;
    readonly lines: readonly number[];
  }[];
  readonly anchors: AnchorFigures;
  readonly runs: readonly ServerFigures[];
}

export interface AnchorFigures {
  readonly read: number;
  readonly parse: number;
  /** The documents inside blocks of text parsed as well; null where there are none. */
  readonly parseWithEmbedded: number | null;
}

export interface ServerFigures extends TypingFigures {
  readonly server: string;
  /** From the start of the process to the answer. */
  readonly initialize: number;
}

export interface TypingFigures {
  readonly open: number;
  /** A request that the server refuses unread. */
  readonly emptyRoundTrip: number;
  readonly editing: readonly EditFigures[];
}

export interface EditFigures {
  readonly kind: EditSeries["kind"];
  /** From the edit to its diagnostics, at the client. */
  readonly roundTrip: Distribution;
  /** What the server's main thread computed for an edit; null where the system does not tell. */
  readonly cpu: Distribution | null;
}

/** The command line over one workspace of generated manifests. */
export interface ScaleFigures {
  readonly layout: string;
  readonly manifests: number;
  readonly bytes: number;
  readonly anchors: ScaleAnchors;
  readonly runs: number;
  /** Medians of the runs. */
  readonly run: ChildFigures;
}

export interface ScaleAnchors {
  /** All files read, and each searched for a word. */
  readonly read: number;
  /** By the package yaml alone; scaled from a sample where there are many manifests. */
  readonly parse: number;
  readonly parseWithEmbedded: number;
  /** How many manifests were parsed. */
  readonly parsed: number;
}

/** A process from its start to its end; null where the system does not tell. */
export interface ChildFigures {
  readonly wall: number;
  readonly user: number | null;
  readonly system: number | null;
  /** Bytes of memory that it had resident at most. */
  readonly peak: number | null;
  /** Bytes that came out. */
  readonly written: number;
}
