import type { Finding } from "../finding.js";
import type { ComponentFact, PipelineFact } from "../facts.js";
import type { Collector, Dial, Listener, SiteModel } from "../topology/model.js";
import { isWildcard } from "../topology/address.js";
import { answeringAt, isLoopback, landingsOf } from "../topology/reach.js";
import { securesOtherwise, speaksOtherwise } from "../topology/wire.js";
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
      const own = ownListener(dial, collector);
      // What it does not understand does not come in again.
      if (own && (speaksOtherwise(dial, own) || securesOtherwise(dial, own))) continue;
      const pipeline = own && commonPipeline(collector, exporter, own);
      if (own && pipeline) yield findingOf(dial, own, pipeline, model);
    }
  },
};

/** The collector's own listener, where every place that the connection may lead to is one. */
function ownListener(dial: Dial, collector: Collector): Listener | undefined {
  const own = landingsOf(dial).map((landing) =>
    answeringAt(landing, dial).find(
      ({ workload, hosts }) => workload.collector === collector && (!landing.local || hosts.every(hearsEverywhere)),
    ),
  );
  return own.every((each) => each !== undefined) ? own[0] : undefined;
}

/** Whether the loopback is surely heard at this host. */
function hearsEverywhere(host: string | null): boolean {
  return host !== null && (isWildcard(host) || isLoopback(host));
}

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
