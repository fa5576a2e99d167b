import type { Finding, Fix } from "../finding.js";
import type { Collision, Listener, SiteModel } from "../topology/model.js";
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
    const byListener = new Map<Listener, Collision[]>();
    for (const collision of model.collisions) {
      for (const listener of collision.listeners) {
        byListener.set(listener, [...(byListener.get(listener) ?? []), collision]);
      }
    }
    for (const [listener, collisions] of byListener) yield conflictOf(listener, collisions, model);
  },
};

function conflictOf(listener: Listener, collisions: readonly Collision[], model: SiteModel): Finding {
  const others = collisions.map(({ listeners: [a, b] }) => (a === listener ? b : a));
  const named = sayList(others.map((other) => `the ${other.owner} (${sayPlace(model, other.place)})`));
  const label = collisions[0]?.namespace.label ?? "";
  const unwritten = listener.origin === "explicit" ? "" : ` Nobody wrote this port: it is the ${originName(listener)}.`;
  return {
    rule: portConflict.id,
    severity: portConflict.severity,
    message:
      `Port ${String(listener.port)}/${listener.transport} of the ${listener.owner} is also bound by ${named} on ${label}.` +
      `${unwritten} Whichever starts second fails: \`${bindError(listener)}\`.`,
    place: listener.place,
    evidence: sayEvidence(collisions),
    related: others.map((other) => ({
      place: other.place,
      message: `The ${other.owner} binds port ${String(other.port)} too.`,
    })),
    fixes: (texts): readonly Fix[] => movePortFixes([listener, ...others], model, texts),
  };
}

function originName(listener: Listener): string {
  return listener.origin === "auto" ? "one DDOT adds by itself" : "default";
}

function sayEvidence(collisions: readonly Collision[]): string {
  return [...new Set(collisions.map(({ evidence }) => evidence))].join(" ");
}
