/** Live checks: what client and server say to each other about hosts that are asked over ssh. */
import type { Check, Command } from "./analysis/hosts/compare.js";
import type { Severity } from "./analysis/finding.js";
import type { Located } from "./protocol.js";

/** Client → server: which hosts could be asked. None before the workspace is trusted. */
export const liveHostsRequest = "portolan/liveHosts";
export interface LiveHostsResult {
  readonly hosts: readonly LiveHost[];
}

export interface LiveHost {
  /** What ssh is given. */
  readonly alias: string;
  /** `workspace`: only a `.portolan.yaml` names it, so the person confirms it by name before it is asked. */
  readonly origin: "own" | "workspace";
  /** What a `.portolan.yaml` calls it. */
  readonly name?: string;
}

/**
 * Client → server: ask some hosts. What they show is published as diagnostics of the source `portolan (live)`. The
 * request can be cancelled, and says how far it is by work-done progress; who has answered by then stays answered.
 */
export const checkHostsRequest = "portolan/checkHosts";
export interface CheckHostsParams {
  readonly hosts: readonly string[];
  /** Those that the person has confirmed or typed. Needed for all that the person's own ssh configuration does not name. */
  readonly confirmed?: readonly string[];
  readonly workDoneToken?: string | number;
}
export type CheckHostsResult =
  { readonly kind: "asked"; readonly report: LiveReport } | { readonly kind: "refused"; readonly reason: string };

/** Client → server, without parameters: take back whatever live checks have found. */
export const clearLiveRequest = "portolan/clearLive";

/** What became of each host that was asked, in the order in which they were named. */
export interface LiveReport {
  readonly hosts: readonly LiveHostReport[];
}

export interface LiveHostReport {
  readonly host: string;
  /** Milliseconds since 1970, by the clock of the asking machine. */
  readonly askedAt: number;
  readonly outcome: LiveSeen | LiveFailed;
}

export interface LiveSeen {
  readonly kind: "seen";
  /** One sentence that names the root cause; absent where nothing is wrong. */
  readonly summary?: string;
  readonly checks: readonly Check[];
  readonly findings: readonly LiveFindingItem[];
}

export interface LiveFailed {
  readonly kind: "failed";
  /** What happened. */
  readonly sentence: string;
  /** What a person does about it. */
  readonly nextStep: string;
  /** What to type in a terminal where only a person gets any further: `ssh web-1`. */
  readonly connect?: string;
}

export interface LiveFindingItem extends Located {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Why it is believed that this host is meant. */
  readonly evidence?: string;
  /** For a person to copy; nothing here ever runs them. */
  readonly commands: readonly Command[];
}

/** The client's command behind a code action of a live finding; takes a line of a shell, and only copies it. */
export const copyCommandCommand = "portolan.copyCommand";
