import { meetAll } from "./address.js";
import type { Collision, Listener, Namespace } from "./model.js";

/**
 * Every pair of listeners that cannot both be bound. Only pairs that are certain: one that depends on a version or a
 * variable nobody told is left out.
 *
 * @param evidence why different workloads are believed to share the namespace
 */
export function collisionsOf(namespace: Namespace, evidence: string): readonly Collision[] {
  const bySocket = new Map<string, Listener[]>();
  for (const listener of namespace.listeners) {
    if (!listener.certain) continue;
    const key = `${listener.transport} ${String(listener.port)}`;
    bySocket.set(key, [...(bySocket.get(key) ?? []), listener]);
  }
  return [...bySocket.values()].flatMap((owners) =>
    pairs(owners)
      .filter(([a, b]) => meetAll(a.hosts, b.hosts) === "yes")
      .map(([a, b]) => ({
        namespace,
        listeners: [a, b] as const,
        evidence: a.workload === b.workload ? `Both belong to one process, ${a.workload.name}.` : evidence,
      })),
  );
}

function pairs<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((left, index) => items.slice(index + 1).map((right) => [left, right] as const));
}
