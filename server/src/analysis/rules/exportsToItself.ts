import type { Finding } from "../finding.js";
import type { ComponentFact, PipelineFact } from "../facts.js";
import type { Collector, Dial, Listener, SiteModel } from "../topology/model.js";
import { answering } from "../topology/reach.js";
import { sayPlace } from "./say.js";
import type { Rule } from "./rule.js";

export const exportsToItself: Rule = {
  id: "exports-to-itself",
  severity: "warning",
  since: "0.1.0",
  summary: "An exporter sends to a receiver of its own pipeline.",
  why:
    "What goes out comes in again, and goes out again: the collector is busy with one span for ever, its queue fills, " +
    "and nothing leaves it.",
  noFix: "Where it was meant to send to, only its author knows.",
  *check(model) {
    for (const dial of model.dials) {
      const { collector } = dial.from;
      const exporter = collector?.components.find(
        ({ kind, dials }) => kind === "exporter" && dials.includes(dial.fact),
      );
      if (collector === undefined || exporter === undefined) continue;
      const own = answering(dial).find(({ workload }) => workload.collector === collector);
      const pipeline = own && commonPipeline(collector, exporter, own);
      if (own && pipeline) yield findingOf(dial, own, pipeline, model);
    }
  },
};

/** A pipeline that leads straight from the receiver that listens to the exporter. */
function commonPipeline(collector: Collector, exporter: ComponentFact, own: Listener): PipelineFact | undefined {
  const receiver = collector.components.find(
    ({ kind, listeners }) => kind === "receiver" && listeners.includes(own.fact),
  );
  return collector.pipelines?.find(
    ({ receivers, exporters }) =>
      receivers.references.some(({ id }) => id === receiver?.id) &&
      exporters.references.some(({ id }) => id === exporter.id),
  );
}

function findingOf(dial: Dial, own: Listener, pipeline: PipelineFact, model: SiteModel): Finding {
  return {
    rule: exportsToItself.id,
    severity: exportsToItself.severity,
    message:
      `The ${dial.by} sends to port ${String(dial.port)}, where the ${own.owner} (${sayPlace(model, own.place)}) of the ` +
      `same pipeline ${pipeline.id} listens. What goes out comes in again, for ever, until the queue is full.`,
    place: dial.place,
    related: [
      { place: own.place, message: `The ${own.owner} listens there.` },
      { place: pipeline.key, message: `Pipeline ${pipeline.id} leads from the one to the other.` },
    ],
  };
}
