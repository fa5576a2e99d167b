import type { Finding } from "../finding.js";
import { selectPodsFix } from "../fixes/selectPods.js";
import type { Labels, PodFacts, ServiceFacts } from "../facts.js";
import type { SiteModel } from "../topology/model.js";
import { append } from "../lists.js";
import { PodIndex } from "../topology/kubernetes/selection.js";
import type { Rule } from "./rule.js";

export const selectorMatchesNothing: Rule = {
  id: "selector-matches-nothing",
  severity: "warning",
  since: "0.1.0",
  group: "manifests",
  example: { fails: "other-value" },
  summary: "A Service selects no pod, though one beside it has the same labels with other values.",
  why: "A Service without endpoints refuses every connection: `connect: connection refused`, or a 503 through an ingress.",
  *check(model) {
    const index = new PodIndex(model.cluster.pods);
    const alike = podsByStem(model);
    for (const service of model.cluster.services) {
      const { selector, derivedFrom } = service;
      if (selector === undefined || derivedFrom !== undefined || Object.keys(selector).length === 0) continue;
      if (index.matching(selector).length > 0) continue;
      const near = nearest(selector, alike.get(stemIn(service)) ?? []);
      if (near) yield findingOf(service, selector, near);
    }
  },
};

function podsByStem({ cluster }: SiteModel): ReadonlyMap<string, readonly PodFacts[]> {
  const byStem = new Map<string, PodFacts[]>();
  for (const { facts } of cluster.pods) append(byStem, stemIn(facts), facts);
  return byStem;
}

/**
 * The pod of the same file that was surely meant: it is named like the Service, and has every label that is asked for,
 * with another value. One of another name has its own Service, and what this one leads to stands elsewhere.
 */
function nearest(selector: Labels, alike: readonly PodFacts[]): PodFacts | undefined {
  const near = alike.filter(
    (pod) => pod.syntaxErrors !== true && Object.keys(selector).every((key) => Object.hasOwn(pod.labels, key)),
  );
  return near.length === 1 ? near[0] : undefined;
}

/** What objects of one file are called alike by: `otel-collector` of `otel-collector-service` and `…-deployment`. */
function stemIn({ file, object }: ServiceFacts | PodFacts): string {
  return `${object.name.replace(/-(?:service|svc|deployment|deploy|daemonset|ds|statefulset|sts|pod)$/, "")} ${file}`;
}

function findingOf(service: ServiceFacts, selector: Labels, near: PodFacts): Finding {
  const { object } = service;
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
    fixes: (texts) => selectPodsFix(service, near.labels, texts),
  };
}
