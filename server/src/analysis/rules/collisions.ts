import type { Related } from "../finding.js";
import { append } from "../lists.js";
import type { Claim, Collision } from "../topology/model.js";

/** What the rules on collisions share: a finding stands at each owner, with all others that it collides with. */
export function collisionsByClaim(collisions: readonly Collision[]): ReadonlyMap<Claim, readonly Collision[]> {
  const byClaim = new Map<Claim, Collision[]>();
  for (const collision of collisions) {
    for (const claim of collision.claims) append(byClaim, claim, collision);
  }
  return byClaim;
}

export function otherOf({ claims: [a, b] }: Collision, claim: Claim): Claim {
  return a === claim ? b : a;
}

export function sayEvidence(collisions: readonly Collision[]): string {
  return [...new Set(collisions.map(({ evidence }) => evidence))].join(" ");
}

/** The other owners of a port, each at its own place. */
export function relatedOwners(others: readonly Claim[]): readonly Related[] {
  return others.map((other) => ({
    place: other.place,
    message: `The ${other.owner} takes port ${String(other.port)} too.`,
  }));
}
