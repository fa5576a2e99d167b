import type { FileId, Place } from "./place.js";
import type { ProcessFacts } from "./process.js";

/** A systemd service unit, or a drop-in that changes one. */
export interface UnitFacts {
  readonly kind: "unit";
  readonly file: FileId;
  /** The unit that is meant, for a drop-in too: `otelcol-contrib.service`. */
  readonly name: string;
  readonly dropIn: boolean;
  /** Its `entrypoint` is the program, `args` the rest of the last `ExecStart=`, both undefined where none is written. */
  readonly process: ProcessFacts;
  /** Whether an empty `ExecStart=` takes back what the unit said before. */
  readonly resetsExec: boolean;
  readonly envFiles: readonly EnvFileRef[];
  /** Each instance of a template unit (`name@.service`) is a process of its own. */
  readonly template: boolean;
}

export interface EnvFileRef {
  /** As on the host: `/etc/otelcol-contrib/otelcol-contrib.conf`. */
  readonly path: FileId;
  /** Written with a leading `-`: not missed where it is not there. */
  readonly optional: boolean;
  readonly place: Place;
}
