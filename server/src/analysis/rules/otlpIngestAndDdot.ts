import type { Finding, Fix } from "../finding.js";
import { movePortFixes } from "../fixes/movePort.js";
import { removeIngestFix } from "../fixes/removeIngest.js";
import { isIngestAgainstDdot } from "../topology/collectors/cascade.js";
import type { Claim, Collision, SiteModel } from "../topology/model.js";
import { collisionsByClaim, otherOf, relatedOwners, sayEvidence } from "./collisions.js";
import type { Rule } from "./rule.js";
import { bindError, sayClaim, sayOwners } from "./say.js";

export const otlpIngestAndDdot: Rule = {
  id: "otlp-ingest-and-ddot",
  severity: "error",
  since: "0.1.0",
  group: "ports",
  example: { fails: "unwritten-endpoint" },
  summary: "The Datadog Agent's own OTLP ingest and its collector (DDOT) both take the same port.",
  why:
    "`otlp_config.receiver` is a listener of the core Agent itself. It does not configure DDOT and does not move its " +
    "ports: with both on, the two fight for 4317 and 4318, and whichever starts second cannot have them.",
  *check(model) {
    const own = model.collisions.filter(isIngestAgainstDdot);
    for (const [claim, collisions] of collisionsByClaim(own)) yield findingOf(claim, collisions, model);
  },
};

function findingOf(claim: Claim, collisions: readonly Collision[], model: SiteModel): Finding {
  const others = collisions.map((collision) => otherOf(collision, claim));
  return {
    rule: otlpIngestAndDdot.id,
    severity: otlpIngestAndDdot.severity,
    message:
      `${sayClaim(claim)} is also taken by ${sayOwners(others, model)}. The Agent's \`otlp_config\` and its collector each ` +
      `listen for themselves, and the one does not move the other. Whichever starts second fails: \`${bindError(claim)}\`. ` +
      "Where DDOT receives OTLP, `otlp_config.receiver` can go.",
    place: claim.place,
    evidence: sayEvidence(collisions),
    related: relatedOwners(others),
    fixes: (texts): readonly Fix[] => [
      ...movePortFixes([claim, ...others], model, texts),
      ...removeIngestFix([claim, ...others], model, texts),
    ],
  };
}
