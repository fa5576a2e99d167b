import type { Finding, Fix } from "../finding.js";
import { movePortFixes } from "../fixes/movePort.js";
import type { Claim, Collision, CollisionKind, SiteModel } from "../topology/model.js";
import { collisionsByClaim, otherOf, sayEvidence } from "./collisions.js";
import { hostPortOfReplicas } from "./hostPortOfReplicas.js";
import type { Rule } from "./rule.js";
import { sayClaim, sayOwners } from "./say.js";

export const hostPortConflict: Rule = {
  id: "host-port-conflict",
  severity: "error",
  since: "0.1.0",
  group: "ports",
  example: { fails: "two-daemonsets", passes: "kept-apart" },
  summary: "Pods of two workloads, or several of one, ask for the same port of a node.",
  why:
    "The scheduler gives a node's port to one pod; with `hostNetwork` every `containerPort` counts as one. The pod that " +
    "comes second stays Pending: `1 node(s) didn't have free ports for the requested pod ports`. Against a process that " +
    "runs on the node itself there is no error at all: the node hands the traffic to the pod.",
  *check(model) {
    const kinds: readonly CollisionKind[] = ["scheduler", "diverted"];
    const own = model.collisions.filter((collision) => kinds.includes(collision.kind));
    for (const [claim, collisions] of collisionsByClaim(own)) yield conflictOf(claim, collisions, model);
    for (const { facts } of model.cluster.pods) {
      const finding = hostPortOfReplicas(hostPortConflict.id, facts);
      if (finding) yield finding;
    }
  },
};

function conflictOf(claim: Claim, collisions: readonly Collision[], model: SiteModel): Finding {
  const others = collisions.map((collision) => otherOf(collision, claim));
  const refused = collisions.some(({ kind }) => kind === "scheduler");
  const sure = refused && collisions.some((collision) => collision.sure);
  return {
    rule: hostPortConflict.id,
    severity: sure ? hostPortConflict.severity : "warning",
    message: `${sayClaim(claim)} is also taken by ${sayOwners(others, model)}. ${consequence(refused, sure)}`,
    place: claim.place,
    evidence: sayEvidence(collisions),
    related: others.map((other) => ({
      place: other.place,
      message: `The ${other.owner} takes port ${String(other.port)} of the node too.`,
    })),
    fixes: (texts): readonly Fix[] => movePortFixes([claim, ...others], model, texts),
  };
}

function consequence(refused: boolean, sure: boolean): string {
  if (!refused)
    return "The node hands what arrives there to the pod with the hostPort, and the process on the node gets nothing.";
  const where = sure ? "on every node that gets both" : "if no other node is free";
  return `The pod that comes second stays Pending ${where}: \`1 node(s) didn't have free ports for the requested pod ports\`.`;
}
