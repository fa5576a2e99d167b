import type { PipelineFact, Reference } from "../facts.js";
import type { Finding, Fix, TextOf } from "../finding.js";
import { reorder } from "../fixes/reorder.js";
import { typeOf } from "../sources/collector/recognise.js";
import type { Rule } from "./rule.js";

export const processorOrder: Rule = {
  id: "processor-order",
  severity: "information",
  since: "0.1.0",
  group: "effect",
  example: { fails: "memory-limiter-behind" },
  summary: "The processors of a pipeline stand in an order that defeats one of them.",
  why:
    "Processors run in the order in which the pipeline lists them. The collector's documentation wants memory_limiter " +
    "first, so that it can refuse data before anything else has spent memory on it, and batch behind whatever drops " +
    "data: batches that are thinned out afterwards leave smaller than they were meant to be.",
  fixesSafely: true,
  *check(model) {
    for (const { pipelines } of model.collectors) {
      for (const pipeline of pipelines ?? []) yield* inPipeline(pipeline);
    }
  },
};

function* inPipeline(pipeline: PipelineFact): Iterable<Finding> {
  const { references } = pipeline.processors;
  const limiter = references.findIndex(({ id }) => typeOf(id) === "memory_limiter");
  const first = references[0];
  const late = references[limiter];
  if (limiter > 0 && first && late) {
    yield findingOf(
      pipeline,
      late,
      `Pipeline ${pipeline.id} runs "${late.id}" behind "${first.id}". It is meant to come first: only there can it refuse ` +
        "data before memory is spent on it.",
      [late, ...references.filter((each) => each !== late)],
    );
  }
  const batch = references.findIndex(({ id }) => typeOf(id) === "batch");
  const dropping = references.findLastIndex(({ id }) => isDropping(typeOf(id)));
  const [early, dropper] = [references[batch], references[dropping]];
  if (batch >= 0 && dropping > batch && early && dropper) {
    yield findingOf(
      pipeline,
      early,
      `Pipeline ${pipeline.id} runs "${early.id}" before "${dropper.id}", which drops data: what leaves is no longer ` +
        "in batches of the size that was set. It is meant to come after it.",
      [
        ...references.slice(0, batch),
        ...references.slice(batch + 1, dropping + 1),
        early,
        ...references.slice(dropping + 1),
      ],
    );
  }
}

/** Those that the documentation names: they leave data out. */
function isDropping(type: string): boolean {
  return ["filter", "tail_sampling", "probabilistic_sampler"].includes(type);
}

function findingOf(
  pipeline: PipelineFact,
  { place }: Reference,
  message: string,
  order: readonly Reference[],
): Finding {
  return {
    rule: processorOrder.id,
    severity: processorOrder.severity,
    message,
    place,
    related: [],
    fixes: (texts) => orderFixes(pipeline, order, texts),
  };
}

function orderFixes({ id, processors }: PipelineFact, order: readonly Reference[], texts: TextOf): readonly Fix[] {
  const edit = reorder(processors, order, texts);
  if (edit === undefined) return [];
  const title = `Put the processors of pipeline ${id} in order: ${order.map((each) => each.id).join(", ")}`;
  return [{ kind: "edit", title, edits: [edit], preferred: true, safe: true }];
}
