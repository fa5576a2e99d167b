import type { Finding } from "../finding.js";
import type { DialFact, ListenerFact, PipelineFact } from "../facts.js";
import { append } from "../lists.js";
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
  group: "reach",
  example: { fails: "localhost", passes: "another-port-or-pipeline" },
  summary: "An exporter sends to a receiver of its own pipeline.",
  why:
    "What goes out comes in again, and goes out again: the collector is busy with one span for ever, its queue fills, " +
    "and nothing leaves it.",
  noFix: "Where it was meant to send to, only its author knows.",
  *check(model) {
    const ends = new Map(model.collectors.map((collector) => [collector, new Ends(collector)]));
    for (const dial of model.dials) {
      const { collector } = dial.from;
      const own = collector && ownListener(dial, collector);
      if (collector === undefined || own === undefined) continue;
      // What it does not understand does not come in again.
      if (speaksOtherwise(dial, own) || securesOtherwise(dial, own)) continue;
      const pipeline = ends.get(collector)?.commonPipeline(own, dial);
      if (pipeline) yield findingOf(dial, own, pipeline, model);
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

/** Where the pipelines of a collector begin and end. */
class Ends {
  private readonly receivers = new Map<ListenerFact, string>();
  private readonly exporters = new Map<DialFact, string>();
  private readonly into = new Map<string, PipelineFact[]>();

  constructor({ components, pipelines = [] }: Collector) {
    for (const { kind, id, listeners, dials } of components) {
      if (kind === "receiver") for (const each of listeners) this.receivers.set(each, id);
      if (kind === "exporter") for (const each of dials) this.exporters.set(each, id);
    }
    for (const pipeline of pipelines) {
      for (const id of new Set(pipeline.exporters.references.map((each) => each.id))) append(this.into, id, pipeline);
    }
  }

  /** A pipeline that leads straight from the receiver that listens to the exporter that connects. */
  commonPipeline({ fact: heard }: Listener, { fact: spoken }: Dial): PipelineFact | undefined {
    const receiver = this.receivers.get(heard);
    const exporter = this.exporters.get(spoken);
    const ending = exporter === undefined ? undefined : this.into.get(exporter);
    return ending?.find(({ receivers }) => receivers.references.some(({ id }) => id === receiver));
  }
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
