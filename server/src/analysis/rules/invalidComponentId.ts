import type { ComponentFact, PipelineFact, Place } from "../facts.js";
import type { Finding } from "../finding.js";
import { mendIdFix } from "../fixes/mendId.js";
import { pipelineSignalFixes } from "../fixes/pipelineSignal.js";
import { isFilledIn } from "../sources/collector/recognise.js";
import { componentIdProblem, pipelineIdProblem, type IdProblem } from "../topology/collectors/ids.js";
import type { Collector } from "../topology/model.js";
import { roleKinds } from "../topology/collectors/usage.js";
import { isSince } from "../versions.js";
import { profilesFinding } from "./profilesGate.js";
import type { Rule } from "./rule.js";

export const invalidComponentId: Rule = {
  id: "invalid-component-id",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "pipeline-signal" },
  summary: "The id of a component or a pipeline is none.",
  why:
    "An id is a type, and a name behind a slash where a type is used more than once. The collector refuses the " +
    'configuration for any other: `in "otlp/" id: the part after / should not be empty`, `unknown pipeline signal: "trace"`.',
  *check(model) {
    for (const collector of model.collectors) {
      if (collector.facts.some(({ syntaxErrors }) => syntaxErrors)) continue;
      for (const { id, place, what, component } of idsOf(collector)) {
        const problem = componentIdProblem(id);
        if (problem === undefined) continue;
        const finding = findingOf(problem, id, what, place, collector);
        yield component ? { ...finding, fixes: (texts) => mendIdFix(collector, component, texts) } : finding;
      }
      for (const pipeline of collector.pipelines ?? []) yield* ofPipeline(pipeline, collector);
    }
  },
};

interface WrittenId {
  readonly id: string;
  readonly place: Place;
  /** `a receiver` */
  readonly what: string;
  /** Set where it is defined. */
  readonly component?: ComponentFact;
}

function idsOf(collector: Collector): readonly WrittenId[] {
  const defined = collector.components.map((component) => ({
    id: component.id,
    place: component.key,
    what: withArticle(component.kind),
    component,
  }));
  const named = (collector.pipelines ?? []).flatMap((pipeline) =>
    roleKinds.flatMap(([role, kind]) =>
      pipeline[role].references.map(({ id, place }) => ({ id, place, what: withArticle(kind) })),
    ),
  );
  const listed = (collector.extensions ?? []).map(({ id, place }) => ({ id, place, what: "an extension" }));
  return [...defined, ...named, ...listed].filter(({ id }) => !isFilledIn(id));
}

function withArticle(kind: string): string {
  return `${kind.startsWith("e") ? "an" : "a"} ${kind}`;
}

function ofPipeline(pipeline: PipelineFact, collector: Collector): readonly Finding[] {
  const { id, signal, key } = pipeline;
  if (isFilledIn(id)) return [];
  const problem = pipelineIdProblem(id, signal !== undefined);
  if (problem) {
    const finding = findingOf(problem, id, "a pipeline", key, collector);
    return [{ ...finding, fixes: (texts) => pipelineSignalFixes(pipeline, texts) }];
  }
  return signal === "profiles" ? profilesFinding(invalidComponentId.id, pipeline, collector) : [];
}

function findingOf(problem: IdProblem, id: string, what: string, place: Place, { versions }: Collector): Finding {
  const { reason, error, since } = problem;
  const certain = since === undefined || isSince(versions, since);
  const refuses = certain ? "The collector refuses to start" : `The collector refuses to start since v${since}`;
  return {
    rule: invalidComponentId.id,
    severity: certain ? invalidComponentId.severity : "warning",
    message: `${JSON.stringify(id)} is no id of ${what}: ${reason}. ${refuses}: \`${error}\`.`,
    place,
    related: [],
  };
}
