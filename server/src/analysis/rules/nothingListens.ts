import type { Finding } from "../finding.js";
import { pointHandoverFix } from "../fixes/pointHandover.js";
import type { Handover, SiteModel } from "../topology/model.js";
import { isSurelySilent } from "../topology/reach.js";
import type { Rule } from "./rule.js";
import { capitalised, sayOpenPorts } from "./say.js";

export const nothingListens: Rule = {
  id: "nothing-listens",
  severity: "warning",
  since: "0.1.0",
  group: "reach",
  example: { fails: "published-before-the-move" },
  summary: "A Service, a published port, a hostPort or a probe leads to a port on which nothing listens.",
  why:
    "Whoever connects gets `connection refused`, from a place that looks configured. A probe that leads nowhere keeps " +
    "its pod unready, and a liveness probe has it restarted for ever.",
  *check(model) {
    for (const handover of model.handovers) {
      const { into, port, transport } = handover;
      if (isSurelySilent(into, port, transport)) yield findingOf(handover, model);
    }
  },
};

function findingOf(handover: Handover, model: SiteModel): Finding {
  const { kind, by, place, into, port, transport } = handover;
  const instead = sayOpenPorts(into, transport);
  const intended = into.workloads.some(({ collector }) => collector?.intended);
  return {
    rule: nothingListens.id,
    severity: kind === "probe" && !intended ? "error" : nothingListens.severity,
    message:
      `${capitalised(by)} leads to port ${String(port)}/${transport} of ${into.label}, where nothing listens.${instead} ` +
      `${intended ? "That holds as soon as it reads its own configuration. " : ""}${consequence(kind, port)}`,
    place,
    related: [],
    fixes: (texts) => pointHandoverFix(handover, model, texts),
  };
}

function consequence(kind: Handover["kind"], port: number): string {
  return kind === "probe"
    ? `The kubelet gets \`dial tcp …:${String(port)}: connect: connection refused\`, and the pod never becomes ready or is restarted.`
    : "Whoever connects gets `connection refused`.";
}
