import type { FileId, Place } from "./place.js";
import type { ProcessFacts } from "./process.js";

/** A systemd service unit, or a drop-in that changes one: a file, or a text that a script writes to one. */
export interface UnitFacts {
  readonly kind: "unit";
  readonly file: FileId;
  /** The unit that is meant, for a drop-in too: `otelcol-contrib.service`. */
  readonly name: string;
  readonly dropIn: boolean;
  /**
   * Its `entrypoint` is the program, `args` the rest, both undefined where no `ExecStart=` is written. Of several
   * commands it is the last that is of interest here. Variables (`$OTELCOL_OPTIONS`, `${CONFIG}`) and specifiers (`%i`)
   * stay as written.
   */
  readonly process: ProcessFacts;
  /** Whether an empty `ExecStart=` takes back what the unit said before. */
  readonly resetsExec: boolean;
  /** The same of `Environment=`. */
  readonly resetsEnv: boolean;
  /** The same of `EnvironmentFile=`. */
  readonly resetsEnvFiles: boolean;
  /** In this order; what they set wins over the unit's own `Environment=`. */
  readonly envFiles: readonly EnvFileRef[];
  /** Where relative paths of the command line begin. */
  readonly workingDirectory: FileId | undefined;
  /** What of a network of its own is asked for; undefined where nothing is written, so that it lives in the host's. */
  readonly ownNetwork: boolean | undefined;
  /** Each instance of a template unit (`name@.service`) is a process of its own. */
  readonly template: boolean;
}

export interface EnvFileRef {
  /** As on the host: `/etc/otelcol-contrib/otelcol-contrib.conf`. May be a glob: `/etc/otelcol/env/*.env`. */
  readonly path: FileId;
  /** Written with a leading `-`: not missed where it is not there. */
  readonly optional: boolean;
  readonly place: Place;
}
