import type { ComponentKind, Reference } from "../facts.js";
import type { Finding } from "../finding.js";
import { componentIdProblem } from "../topology/collectors/ids.js";
import type { Collector, SiteModel } from "../topology/model.js";
import { roleKinds } from "../topology/collectors/usage.js";
import type { Rule } from "./rule.js";

export const undefinedComponent: Rule = {
  id: "undefined-component",
  severity: "error",
  since: "0.1.0",
  summary: "A pipeline or `service.extensions` names a component that is not configured.",
  why: 'The collector refuses the configuration before anything starts: `references receiver "otlp" which is not configured`.',
  noFix: "Which settings the missing component needs, only its author knows.",
  *check(model) {
    for (const collector of model.collectors) {
      for (const use of usesOf(collector))
        if (isMissing(collector, use.kind, use.reference, model)) yield findingOf(use);
    }
  },
};

interface Use {
  readonly reference: Reference;
  readonly kind: ComponentKind;
  /** Who names it, for the message, and as the collector's own error spells it. */
  readonly user: string;
  readonly path: string;
}

function usesOf(collector: Collector): readonly Use[] {
  const inPipelines = (collector.pipelines ?? []).flatMap((pipeline) =>
    roleKinds.flatMap(([role, kind]) =>
      pipeline[role].references.map((reference): Use => ({
        reference,
        kind,
        user: `Pipeline ${pipeline.id}`,
        path: `service::pipelines::${pipeline.id}`,
      })),
    ),
  );
  const inService = (collector.extensions ?? []).map((reference): Use => ({
    reference,
    kind: "extension",
    user: "`service.extensions`",
    path: "service::extensions",
  }));
  return [...inPipelines, ...inService];
}

function isMissing(collector: Collector, kind: ComponentKind, { id }: Reference, model: SiteModel): boolean {
  // What is no id at all is another rule's.
  const problem = componentIdProblem(id);
  if (problem && problem.since === undefined) return false;
  const kinds: readonly ComponentKind[] = kind === "receiver" || kind === "exporter" ? [kind, "connector"] : [kind];
  const defines = (each: Collector): boolean =>
    each.components.some((component) => component.id === id && kinds.includes(component.kind));
  if (defines(collector) || collector.facts.some((facts) => facts.syntaxErrors)) return false;
  if (mayBeElsewhere(collector, kinds)) return false;
  // A part that lies beside it may be merged with it; nobody said so, but nobody denied it either.
  return !model.collectors.some((other) => other !== collector && !other.complete && defines(other));
}

/** Whether a file nobody knows here may define components of the kinds, of which the first is the one that is meant. */
function mayBeElsewhere(collector: Collector, kinds: readonly ComponentKind[]): boolean {
  const sections = collector.facts.flatMap((facts) => kinds.map((kind) => facts.sections[kind]));
  if (sections.includes("elsewhere")) return true;
  // An empty section says that there are none; a missing one only that they are not here.
  return !collector.complete && !collector.facts.some((facts) => kinds[0] && facts.sections[kinds[0]] === "empty");
}

function findingOf({ reference: { id, place }, kind, user, path }: Use): Finding {
  return {
    rule: undefinedComponent.id,
    severity: undefinedComponent.severity,
    message:
      `${user} uses ${kind} "${id}", which is not configured in this collector. It refuses to start: ` +
      `\`${path}: references ${kind} "${id}" which is not configured\`.`,
    place,
    related: [],
  };
}
