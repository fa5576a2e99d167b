import type { Finding } from "../finding.js";

/** What a rule finds by comparing a host with the workspace. It stands on the line that declares what is not so. */
export interface LiveFinding extends Finding {
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  /** What a person may want to run there. Nobody else does. */
  readonly commands: readonly Command[];
}

export interface Command {
  /** `Stop what holds the port` */
  readonly purpose: string;
  /** One line of a POSIX shell. */
  readonly line: string;
}
