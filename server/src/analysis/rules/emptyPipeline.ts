import type { CollectorFacts, ComponentKind, PipelineFact, Place } from "../facts.js";
import type { Finding } from "../finding.js";
import { fillPipelineFixes } from "../fixes/fillPipeline.js";
import type { Collector, SiteModel } from "../topology/model.js";
import type { Rule } from "./rule.js";

export const emptyPipeline: Rule = {
  id: "empty-pipeline",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "empty-lists", passes: "whole" },
  summary: "A pipeline has no receivers or no exporters, or a configuration none at all.",
  why:
    "The collector refuses to start: `must have at least one receiver`, `must have at least one exporter`, `service must " +
    "have at least one pipeline`, `no receiver configuration specified in config`.",
  *check(model) {
    const filled = filledBeside(model);
    for (const collector of model.collectors) {
      if (collector.facts.some((facts) => facts.syntaxErrors || isFilledByChart(facts))) continue;
      yield* withoutSections(collector);
      yield* withoutPipelines(collector);
      for (const pipeline of collector.pipelines ?? []) {
        const finding = ofPipeline(pipeline, collector, filled);
        if (finding) yield finding;
      }
    }
  },
};

/** The chart's presets add receivers to what its values say. */
function isFilledByChart({ holder, parsedBy }: CollectorFacts): boolean {
  return holder?.kind === "Helm values" && parsedBy === "manifest";
}

/** Whether nothing is missing but what its author forgot. */
function isWhole({ complete, start }: Collector): boolean {
  return complete || start?.whole === true;
}

function ofPipeline(pipeline: PipelineFact, collector: Collector, filled: ReadonlySet<string>): Finding | undefined {
  const filledHere = filledRoles(pipeline);
  const missing = neededRoles.filter((role) => !filledHere.includes(role));
  const [role] = missing;
  if (role === undefined || pipeline.elsewhere) return undefined;
  const { id } = pipeline;
  const error = `service::pipelines::${id}: must have at least one ${role.slice(0, -1)}`;
  const place = placeOf(pipeline, role, collector);
  if (isWhole(collector)) {
    const message = `Pipeline ${id} has no ${role}. The collector refuses to start: \`${error}\`.`;
    return { ...finding(message, place), fixes: (texts) => fillPipelineFixes(collector, pipeline, missing, texts) };
  }
  if (filled.has(`${role} of ${id}`)) return undefined;
  const message =
    `Pipeline ${id} has no ${role} here. Unless another file that the collector merges with this one names some, it ` +
    `refuses to start: \`${error}\`.`;
  return { ...finding(message, place), severity: "information" };
}

type NeededRole = "receivers" | "exporters";

const neededRoles: readonly NeededRole[] = ["receivers", "exporters"];

function filledRoles(pipeline: PipelineFact): readonly NeededRole[] {
  return neededRoles.filter((role) => pipeline[role].references.length > 0 || pipeline[role].elsewhere);
}

/** The empty list where there is one. Of several files nobody knows which one it stands in. */
function placeOf({ key, body, ...pipeline }: PipelineFact, role: NeededRole, { facts }: Collector): Place {
  const { slot } = pipeline[role];
  return slot && facts.length === 1 ? { file: body.file, span: slot.key } : key;
}

/**
 * What a part may lack, since others fill it, such as `receivers of traces`. It is mostly merged with the parts beside
 * it, and with the whole configuration where there is only one.
 */
function filledBeside({ collectors }: SiteModel): ReadonlySet<string> {
  const hasOneWhole = collectors.filter(({ complete }) => complete).length === 1;
  const others = collectors.filter(({ complete }) => hasOneWhole || !complete);
  const pipelines = others.flatMap((each) => each.pipelines ?? []);
  return new Set(pipelines.flatMap((each) => filledRoles(each).map((role) => `${role} of ${each.id}`)));
}

/** The gate with which a collector starts with nothing to do, and waits for its configuration. */
const mayBeIdle = /^\+?service\.AllowNoPipelines$/;

function withoutPipelines(collector: Collector): readonly Finding[] {
  const { facts, pipelines, start } = collector;
  if (start?.featureGates.some((gate) => mayBeIdle.test(gate)) === true) return [];
  const sections = facts.map(({ pipelineSection }) => pipelineSection);
  const none = sections.every((each) => each === "absent" || each === "empty");
  // A file without the key may have it in another one; one with nothing under the key says that there are none.
  const certain = pipelines === undefined ? start?.whole === true : isWhole(collector);
  const [first] = facts;
  if (!none || !certain || first === undefined) return [];
  const message =
    "The configuration has no pipelines, so that nothing it defines would do anything. The collector refuses to start: " +
    "`service::pipelines: service must have at least one pipeline`.";
  return [finding(message, placeOfService(collector, first))];
}

/** Only for a collector of which all files are known: a file without receivers is mostly a part of something. */
function withoutSections(collector: Collector): readonly Finding[] {
  const { facts, start, isDdot } = collector;
  const [first] = facts;
  if (start?.whole !== true || isDdot || first === undefined) return [];
  if (start.featureGates.some((gate) => mayBeIdle.test(gate))) return [];
  const kinds: readonly ComponentKind[] = ["receiver", "exporter"];
  return kinds
    .filter((kind) => facts.every(({ sections }) => sections[kind] === "absent"))
    .map((kind) => {
      const message =
        `The collector is started with this configuration alone, which defines no ${kind}s. It refuses to start: ` +
        `\`no ${kind} configuration specified in config\`.`;
      return finding(message, placeOfService(collector, first));
    });
}

function placeOfService({ facts }: Collector, first: CollectorFacts): Place {
  return facts.findLast(({ service }) => service)?.service?.place ?? first.place;
}

function finding(message: string, place: Place): Finding {
  return { rule: emptyPipeline.id, severity: emptyPipeline.severity, message, place, related: [] };
}
