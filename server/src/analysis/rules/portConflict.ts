import type { Finding, Fix } from "../finding.js";
import { movePortFixes } from "../fixes/movePort.js";
import { isIngestAgainstDdot } from "../topology/collectors/cascade.js";
import type { Claim, Collision, CollisionKind, SiteModel } from "../topology/model.js";
import { collisionsByClaim, otherOf, relatedOwners, sayEvidence } from "./collisions.js";
import type { Rule } from "./rule.js";
import { runTimeError, sayClaim, sayOwners } from "./say.js";

export const portConflict: Rule = {
  id: "port-conflict",
  severity: "error",
  since: "0.1.0",
  group: "ports",
  example: { fails: "ddot-beside-open-source", passes: "ddot-beside-open-source-moved" },
  summary: "Two owners take the same port of one network namespace.",
  why:
    "A port of a host, pod or container has one owner. Whichever of the two starts second cannot have it: a program " +
    "prints `bind: address already in use` and, if it is a collector, exits; a container engine refuses to start the " +
    "container with `port is already allocated`; the API server refuses a Service's NodePort.",
  *check(model) {
    const kinds: readonly CollisionKind[] = ["socket", "published", "node-port"];
    // The Agent's own OTLP ingest against its DDOT has a rule that knows more of it.
    const own = model.collisions.filter((each) => kinds.includes(each.kind) && !isIngestAgainstDdot(each));
    for (const [claim, collisions] of collisionsByClaim(own)) yield conflictOf(claim, collisions, model);
  },
};

function conflictOf(claim: Claim, collisions: readonly Collision[], model: SiteModel): Finding {
  const others = collisions.map((collision) => otherOf(collision, claim));
  const unwritten = claim.origin === "explicit" ? "" : ` Nobody wrote this port: it is ${originName(claim)}.`;
  const sure = collisions.some((collision) => collision.sure);
  return {
    rule: portConflict.id,
    severity: sure ? portConflict.severity : "warning",
    message:
      `${sayClaim(claim)} is also taken by ${sayOwners(others, model)} on ${collisions[0]?.namespace.label ?? ""}.` +
      `${unwritten} Whichever starts second fails${sure ? "" : condition(claim)}: \`${runTimeError(claim, collisions[0])}\`.`,
    place: claim.place,
    evidence: sayEvidence(collisions),
    related: relatedOwners(others),
    fixes: (texts): readonly Fix[] => movePortFixes([claim, ...others], model, texts),
  };
}

/** What has to come true where it is not certain that both meet. */
function condition({ workload }: Claim): string {
  return workload.start ? ", if both commands are run" : ", if both land on one node";
}

function originName({ origin }: Claim): string {
  switch (origin) {
    case "auto":
      return "one DDOT adds by itself";
    case "image":
      return "what the image binds by itself";
    case "default":
    case "explicit":
      return "the default";
  }
}
