import type { EditSeries } from "../documents/document.js";
import type { Distribution } from "../statistics.js";

/** Everything that was measured; all times in milliseconds. */
export interface Figures {
  readonly version: 1;
  readonly machine: Machine;
  readonly servers: readonly ServerFacts[];
  /** From the start of a Node process that does nothing to its end. */
  readonly nodeStart: number;
  readonly documents: readonly DocumentFigures[];
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

export interface ServerFigures {
  readonly server: string;
  /** From the start of the process to the answer. */
  readonly initialize: number;
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
