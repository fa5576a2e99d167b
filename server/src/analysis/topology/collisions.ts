import { append } from "../lists.js";
import { meetAll } from "./address.js";
import type { Claim, Collision, Namespace } from "./model.js";
import { neverTogether } from "./engines/together.js";

/**
 * Every pair of owners of which only one can have the port. Only pairs that are certain: one that depends on a version
 * or a variable nobody told is left out.
 *
 * @param evidence why different workloads are believed to share the namespace
 */
export function collisionsOf(namespace: Namespace, evidence: string): readonly Collision[] {
  return rivalsOf(namespace).flatMap((rivals) =>
    pairs(rivals)
      .filter(([a, b]) => meetAll(a.hosts, b.hosts) === "yes" && !neverTogether(a.workload, b.workload))
      .map(([a, b]) => ({
        namespace,
        claims: [a, b] as const,
        kind: a.via === "socket" && b.via === "socket" ? "socket" : "published",
        sure: !maybeBranches(a, b),
        evidence: a.workload === b.workload ? `Both belong to one process, ${a.workload.name}.` : evidence,
      })),
  );
}

/** Two commands of one script may stand in different branches of it. */
function maybeBranches({ workload: { start: a } }: Claim, { workload: { start: b } }: Claim): boolean {
  return a?.engine === "docker-run" && b?.engine === "docker-run" && a.project === b.project;
}

/** Everything that takes a port of a namespace. */
export function claimsOf(namespace: Namespace): readonly Claim[] {
  return [...namespace.listeners, ...namespace.mappings];
}

/** Claims of a namespace that are certain, those of one port and transport together. */
export function rivalsOf(namespace: Namespace): readonly (readonly Claim[])[] {
  const bySocket = new Map<string, Claim[]>();
  for (const claim of claimsOf(namespace)) {
    if (claim.certain) append(bySocket, `${claim.transport} ${String(claim.port)}`, claim);
  }
  return [...bySocket.values()];
}

/** Every pair; of very many, each with the few that follow, so that a port that everybody takes is still told of. */
export function pairs<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  const reach = items.length > many ? few : items.length;
  return items.flatMap((left, index) =>
    items.slice(index + 1, index + 1 + reach).map((right) => [left, right] as const),
  );
}

const many = 64;
const few = 4;
