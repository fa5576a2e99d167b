import type { FileId } from "../../facts.js";
import type { NamespaceKind } from "../../report.js";
import type { Mapping, Namespace } from "../model.js";
import { namespaceOf } from "../namespace.js";
import type { RunningWorkload } from "../processes/workloads.js";

/** What is known to run on one host together, before it is known which host that is. */
export interface HostPart {
  /** What it comes from; decides what may share a host with it where nothing says so. */
  readonly origin: "compose" | "script" | "units" | "agent" | "configuration";
  readonly id: string;
  readonly kind: NamespaceKind;
  readonly label: string;
  readonly description: string;
  /** Why its own members are believed to run together. */
  readonly evidence: string;
  /** The file that a person would name for it. */
  readonly file: FileId;
  readonly running: readonly RunningWorkload[];
  readonly mappings: readonly Mapping[];
}

/** A host with the parts that run on it. */
export interface PlacedHost {
  readonly namespace: Namespace;
  readonly evidence: string;
  readonly parts: readonly HostPart[];
}

/** On which host each part runs; one that takes no port is on none. */
export function hostsByPart(hosts: readonly PlacedHost[]): ReadonlyMap<HostPart, PlacedHost> {
  return new Map(hosts.flatMap((host) => host.parts.map((part) => [part, host] as const)));
}

/** A host of its own for a part; undefined where it takes no port. */
export function hostOf(part: HostPart): PlacedHost | undefined {
  return mergedHost(part, part.evidence, [part]);
}

/** One host for several parts. */
export function mergedHost(
  { id, kind, label, description }: Pick<HostPart, "id" | "kind" | "label" | "description">,
  evidence: string,
  parts: readonly HostPart[],
): PlacedHost | undefined {
  const running = parts.flatMap((part) => part.running);
  const listeners = running.flatMap((each) => each.listeners);
  const mappings = parts.flatMap((part) => part.mappings);
  if (listeners.length + mappings.length === 0) return undefined;
  const workloads = running.map(({ workload }) => workload);
  const namespace = namespaceOf({ id, kind, label, description, workloads, listeners, mappings, whole: false });
  return { namespace, evidence, parts };
}
