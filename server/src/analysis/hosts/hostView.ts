import type { FileId } from "../facts.js";
import type { Namespace, SiteModel, Workload } from "../topology/model.js";
import type { Version } from "../versions.js";
import type { DeclaredSocket } from "./declared.js";
import type { HostObservation, ProcessSeen, SocketSeen, UnitSeen } from "./observation.js";
import type { Placement } from "./placement.js";

/** A host as it was seen, beside what the workspace says of it: all that live rules look at. */
export interface HostView {
  readonly seen: HostObservation;
  /** Its sockets by `socketKey`. */
  readonly sockets: ReadonlyMap<string, readonly SocketSeen[]>;
  readonly placements: readonly Placement[];
  readonly runs: readonly Run[];
  readonly configs: readonly ConfigPair[];
}

/** A workload that the workspace puts on the host, and what was seen of it. */
export interface Run {
  readonly model: SiteModel;
  readonly placement: Placement;
  readonly namespace: Namespace;
  readonly workload: Workload;
  /** The processes of the host that are it. */
  readonly processes: readonly ProcessSeen[];
  readonly units: readonly UnitSeen[];
  /** `down` only where it is certain that no process of the host is it. */
  readonly state: "running" | "down" | "unknown";
  readonly version: Version | undefined;
  readonly sockets: readonly DeclaredSocket[];
}

/** A configuration file of the host with the file of the workspace that is meant to be it. */
export interface ConfigPair {
  readonly path: string;
  readonly file: FileId;
  readonly model: SiteModel;
  readonly placement: Placement;
  /** `unknown` where the host could not read its file. */
  readonly state: "same" | "differs" | "absent" | "unknown";
}

/** What could be seen, and what could not, is said by the probe in its own words. */
export function couldSee({ unseen }: HostObservation, what: RegExp): boolean {
  return !unseen.some((each) => what.test(each.what));
}

export const processesUnseen = /^(?:process|everything)/i;
export const socketsUnseen = /^(?:sockets|everything)/i;

/**
 * Whether a run's sockets would show among the host's. Without root it is often not told in which network a process
 * lives; one of a unit lives in the host's, and so does one that holds a socket there.
 */
export function isInHostNetwork({ processes, units }: Run, { seen }: HostView): boolean {
  if (processes.length === 0) return units.length > 0;
  const pids = new Set(seen.sockets.flatMap(({ owners }) => owners.flatMap(({ pid }) => pid ?? [])));
  return processes.some(({ ownNetwork, unit, pid }) => ownNetwork === false || unit !== undefined || pids.has(pid));
}
