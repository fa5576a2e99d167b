import type { Labels, PodFacts } from "../../facts.js";
import { meetAll } from "../address.js";
import { pairs, rivalsOf } from "../collisions.js";
import type { Claim, Collision, CollisionKind, Namespace } from "../model.js";
import type { RunningPod } from "./placed.js";

/** What cannot be had together on one node, and what could not if two releases ran in one cluster. */
export interface NodeCollisions {
  readonly collisions: readonly Collision[];
  readonly possible: readonly Collision[];
}

/** Which node ports and sockets of different pods and Services cannot be had together on one node. */
export function nodeCollisions(node: Namespace, pods: readonly RunningPod[], evidence: string): NodeCollisions {
  const podOf = new Map<Claim, RunningPod>(
    pods.flatMap((pod) => [
      ...pod.hostPorts.map((claim) => [claim, pod] as const),
      ...pod.running.flatMap(({ listeners }) => listeners.map((claim) => [claim, pod] as const)),
    ]),
  );
  const found = rivalsOf(node).flatMap((rivals) => {
    const declaring = new Set(rivals.flatMap((each) => (each.via === "host-port" ? (podOf.get(each) ?? []) : [])));
    return pairs(rivals).flatMap(([a, b]): readonly Collision[] => {
      const kind = kindOf(a, b, declaring, podOf);
      if (kind === undefined || meetAll(a.hosts, b.hosts) !== "yes") return [];
      const together = meetOnNode(podOf.get(a), podOf.get(b));
      if (together === "never") return [];
      return [{ namespace: node, claims: [a, b], kind, sure: together === "always", evidence }];
    });
  });
  const isPossible = ({ claims: [a, b] }: Collision): boolean => releaseOf(podOf.get(a)) !== releaseOf(podOf.get(b));
  return { collisions: found.filter((each) => !isPossible(each)), possible: found.filter(isPossible) };
}

/** Values of a chart are installed for themselves; whatever lies beside them may be for another cluster. */
function releaseOf(pod: RunningPod | undefined): string | undefined {
  return pod?.facts.chart === undefined ? undefined : pod.facts.file;
}

/** How the two fail each other; undefined where they do not, or where another pair of the same two says it already. */
function kindOf(
  a: Claim,
  b: Claim,
  declaring: ReadonlySet<RunningPod>,
  podOf: ReadonlyMap<Claim, RunningPod>,
): CollisionKind | undefined {
  if (a.via === "node-port" || b.via === "node-port") return a.via === b.via ? "node-port" : undefined;
  const pods = [podOf.get(a), podOf.get(b)];
  if (pods[0] === pods[1]) return undefined;
  const declares = (pod: RunningPod | undefined): boolean => pod !== undefined && declaring.has(pod);
  // The scheduler refuses before any socket is bound.
  if (pods.every(declares)) return a.via === "host-port" && b.via === "host-port" ? "scheduler" : undefined;
  if (a.via === "socket" && b.via === "socket") return "socket";
  const [declared, socket] = a.via === "host-port" ? [a, b] : [b, a];
  const binds = podOf.get(declared)?.facts.hostNetwork === true;
  return socket.via === "socket" && !binds ? "diverted" : undefined;
}

/** Whether some node gets both: surely, if nodes are few or pods many, or never. */
function meetOnNode(a: RunningPod | undefined, b: RunningPod | undefined): "always" | "possibly" | "never" {
  if (a === undefined || b === undefined) return "always";
  const pods = [a.facts, b.facts];
  if (
    sameObject(a.facts, b.facts) ||
    sameChart(a.facts, b.facts) ||
    contradict(a.facts.scheduling.nodeSelector, b.facts.scheduling.nodeSelector)
  )
    return "never";
  if (pods.some(({ scheduling }) => scheduling.constrained)) return "never";
  if (pods.some(({ scheduling }) => scheduling.replicas?.text === "0")) return "never";
  return pods.some(isOnEachNode) ? "always" : "possibly";
}

/** The same object twice is a base and its overlay, or two variants of it. */
function sameObject({ object: a }: PodFacts, { object: b }: PodFacts): boolean {
  return a.kind === b.kind && a.name === b.name;
}

/** Two files of values for one chart are variants of it. */
function sameChart(a: PodFacts, b: PodFacts): boolean {
  return a.chart !== undefined && a.chart === b.chart && a.file !== b.file;
}

function contradict(a: Labels, b: Labels): boolean {
  return Object.entries(a).some(([key, value]) => Object.hasOwn(b, key) && b[key] !== value);
}

function isOnEachNode({ object, mode, scheduling }: PodFacts): boolean {
  // Nearly every node runs Linux; asking for it keeps nothing apart.
  const asked = Object.keys(scheduling.nodeSelector).filter((key) => key !== "kubernetes.io/os");
  return (object.kind === "DaemonSet" || mode === "daemonset") && asked.length === 0;
}
