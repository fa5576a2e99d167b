import type { Finding, Fix, TextOf } from "../finding.js";
import { movePortFixes } from "../fixes/movePort.js";
import { differentHostsFix, shareHostFix } from "../fixes/projectFile.js";
import type { Claim, Collision, SiteModel } from "../topology/model.js";
import { collisionsByClaim, otherOf, relatedOwners, sayEvidence } from "./collisions.js";
import type { Rule } from "./rule.js";
import { runTimeError, sayClaim, sayOwners } from "./say.js";

export const possiblePortConflict: Rule = {
  id: "possible-port-conflict",
  severity: "information",
  since: "0.1.0",
  group: "ports",
  example: { fails: "script-beside-compose", passes: "said" },
  summary: "Two owners would take the same port, if they ran on one host; nothing says whether they do.",
  why:
    "Files that lie in one folder are often started on one machine: a script with `docker run` beside a Compose file, an " +
    "Agent's configuration beside a collector's. `.portolan.yaml` can say which hosts there are; then it is an error, or nothing.",
  *check(model) {
    for (const [claim, collisions] of collisionsByClaim(model.possible)) yield findingOf(claim, collisions, model);
  },
};

function findingOf(claim: Claim, collisions: readonly Collision[], model: SiteModel): Finding {
  const others = collisions.map((collision) => otherOf(collision, claim));
  return {
    rule: possiblePortConflict.id,
    severity: possiblePortConflict.severity,
    message: `${sayClaim(claim)} is also taken by ${sayOwners(others, model)}. ${consequence(claim, collisions)}`,
    place: claim.place,
    evidence: sayEvidence(collisions),
    related: relatedOwners(others),
    fixes: (texts): readonly Fix[] =>
      collisions.some(({ kind }) => kind === "scheduler" || kind === "diverted")
        ? movePortFixes([claim, ...others], model, texts)
        : hostFixes([claim, ...others], model, texts),
  };
}

function consequence(claim: Claim, collisions: readonly Collision[]): string {
  const [first] = collisions;
  switch (first?.kind) {
    case "scheduler":
      return (
        "If both are installed in one cluster, the pod that comes second to a node stays Pending: " +
        "`1 node(s) didn't have free ports for the requested pod ports`."
      );
    case "diverted":
      return "If both are installed in one cluster, the pod with the hostPort gets what arrives there, and the other nothing.";
    default:
      return `If both run on one host, whichever starts second fails: \`${runTimeError(claim, first)}\`.`;
  }
}

/** Which host things run on is said in `.portolan.yaml`. */
function hostFixes(claims: readonly Claim[], { context }: SiteModel, texts: TextOf): readonly Fix[] {
  const files = [...new Set(claims.map(({ place }) => place.file))];
  return [...shareHostFix(files, texts, context), ...differentHostsFix(files, texts, context)];
}
