import type { Finding } from "../finding.js";
import type { Labels, PodFacts, ServiceFacts } from "../facts.js";
import type { SiteModel } from "../topology/model.js";
import type { Rule } from "./rule.js";

export const selectorMatchesNothing: Rule = {
  id: "selector-matches-nothing",
  severity: "warning",
  since: "0.1.0",
  summary: "A Service selects no pod, though one beside it has the same labels with other values.",
  why: "A Service without endpoints refuses every connection: `connect: connection refused`, or a 503 through an ingress.",
  noFix: "Whether the selector or the labels are the mistake, only its author knows.",
  *check(model) {
    for (const service of model.cluster.services) {
      const { selector, derivedFrom } = service;
      if (selector === undefined || derivedFrom !== undefined || Object.keys(selector).length === 0) continue;
      if (model.cluster.pods.some(({ facts }) => selects(selector, facts.labels))) continue;
      const near = nearest(service, selector, model);
      if (near) yield findingOf(service, selector, near);
    }
  },
};

/** A pod of the same file that was surely meant: it has every label that is asked for, with another value. */
function nearest({ file }: ServiceFacts, selector: Labels, model: SiteModel): PodFacts | undefined {
  const near = model.cluster.pods.filter(
    ({ facts }) =>
      facts.file === file &&
      facts.syntaxErrors !== true &&
      Object.keys(selector).every((key) => Object.hasOwn(facts.labels, key)),
  );
  return near.length === 1 ? near[0]?.facts : undefined;
}

function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function findingOf({ object }: ServiceFacts, selector: Labels, near: PodFacts): Finding {
  const [key = "", value = ""] = Object.entries(selector).find(([name, wanted]) => near.labels[name] !== wanted) ?? [];
  const pod = `${near.object.kind} ${near.object.name}`;
  return {
    rule: selectorMatchesNothing.id,
    severity: selectorMatchesNothing.severity,
    message:
      `Service ${object.name} selects pods with ${key}: ${value}, but no pod here has it; those of ${pod} have ` +
      `${key}: ${near.labels[key] ?? ""}. The Service has no endpoints, and whoever connects gets \`connection refused\`.`,
    place: object.place,
    related: [{ place: near.object.place, message: `${pod} labels its pods ${key}: ${near.labels[key] ?? ""}.` }],
  };
}
