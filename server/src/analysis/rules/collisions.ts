import type { Claim, Collision } from "../topology/model.js";

/** What the rules on collisions share: a finding stands at each owner, with all others that it collides with. */
export function collisionsByClaim(collisions: readonly Collision[]): ReadonlyMap<Claim, readonly Collision[]> {
  const byClaim = new Map<Claim, Collision[]>();
  for (const collision of collisions) {
    for (const claim of collision.claims) {
      const list = byClaim.get(claim);
      if (list) list.push(collision);
      else byClaim.set(claim, [collision]);
    }
  }
  return byClaim;
}

export function otherOf({ claims: [a, b] }: Collision, claim: Claim): Claim {
  return a === claim ? b : a;
}

export function sayEvidence(collisions: readonly Collision[]): string {
  return [...new Set(collisions.map(({ evidence }) => evidence))].join(" ");
}
