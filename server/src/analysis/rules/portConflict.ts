import type { Finding, Fix } from "../finding.js";
import type { Claim, Collision, SiteModel } from "../topology/model.js";
import { movePortFixes } from "../fixes/movePort.js";
import { bindError, sayList, sayPlace } from "./say.js";
import type { Rule } from "./rule.js";

export const portConflict: Rule = {
  id: "port-conflict",
  severity: "error",
  since: "0.1.0",
  summary: "Two owners bind the same port of one network namespace.",
  why:
    "A port of a host, pod or container has one owner. Whichever of the two starts second cannot bind it, prints " +
    "`bind: address already in use` and, if it is a collector, exits.",
  *check(model) {
    const byClaim = new Map<Claim, Collision[]>();
    for (const collision of model.collisions) {
      for (const claim of collision.claims) {
        byClaim.set(claim, [...(byClaim.get(claim) ?? []), collision]);
      }
    }
    for (const [claim, collisions] of byClaim) yield conflictOf(claim, collisions, model);
  },
};

function conflictOf(claim: Claim, collisions: readonly Collision[], model: SiteModel): Finding {
  const others = collisions.map(({ claims: [a, b] }) => (a === claim ? b : a));
  const named = sayList(others.map((other) => `the ${other.owner} (${sayPlace(model, other.place)})`));
  const label = collisions[0]?.namespace.label ?? "";
  const unwritten = claim.origin === "explicit" ? "" : ` Nobody wrote this port: it is the ${originName(claim)}.`;
  return {
    rule: portConflict.id,
    severity: portConflict.severity,
    message:
      `Port ${String(claim.port)}/${claim.transport} of the ${claim.owner} is also bound by ${named} on ${label}.` +
      `${unwritten} Whichever starts second fails: \`${bindError(claim)}\`.`,
    place: claim.place,
    evidence: sayEvidence(collisions),
    related: others.map((other) => ({
      place: other.place,
      message: `The ${other.owner} binds port ${String(other.port)} too.`,
    })),
    fixes: (texts): readonly Fix[] => movePortFixes([claim, ...others], model, texts),
  };
}

function originName(claim: Claim): string {
  return claim.origin === "auto" ? "one DDOT adds by itself" : "default";
}

function sayEvidence(collisions: readonly Collision[]): string {
  return [...new Set(collisions.map(({ evidence }) => evidence))].join(" ");
}
