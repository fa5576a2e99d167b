import { findComponent } from "../catalog/components.js";
import type { Finding } from "../finding.js";
import { joins, wiringsOf, type ConnectorEnd, type Wiring } from "../topology/collectors/wiring.js";
import type { Collector } from "../topology/model.js";
import type { Rule } from "./rule.js";
import { sayList } from "./say.js";

export const connectorWiring: Rule = {
  id: "connector-wiring",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "only-exporter", passes: "joined" },
  summary: "A connector has only one end, or stands between signals that it cannot join.",
  why:
    "A connector is an exporter of one pipeline and a receiver of another. The collector refuses to start: " +
    '`connector "spanmetrics" used as exporter in traces pipeline but not used in any supported receiver pipeline`.',
  noFix: "Which pipeline its other end belongs into, only its author knows.",
  *check(model) {
    for (const collector of model.collectors) {
      if (isOpen(collector)) continue;
      for (const wiring of wiringsOf(collector)) yield* findingsOf(wiring);
    }
  },
};

/** Whether another pipeline than those at hand may name a connector. */
function isOpen({ complete, facts, pipelines }: Collector): boolean {
  if (!complete || facts.some(({ syntaxErrors, pipelineSection }) => syntaxErrors || pipelineSection === "elsewhere"))
    return true;
  return (pipelines ?? []).some(
    ({ elsewhere, signal, receivers, exporters }) =>
      elsewhere || signal === undefined || receivers.elsewhere || exporters.elsewhere,
  );
}

/** One for each signal that leads nowhere; where both ends have one, the receiving end is the other side of the same. */
function findingsOf(wiring: Wiring): readonly Finding[] {
  const { connector, from, to } = wiring;
  const lost = distinct(from).filter((end) => !to.some(({ signal }) => joins(connector, end.signal, signal)));
  if (lost.length > 0) return lost.map((end) => findingOf(wiring, end, "exporter", to));
  const dry = distinct(to).filter((end) => !from.some(({ signal }) => joins(connector, signal, end.signal)));
  return dry.map((end) => findingOf(wiring, end, "receiver", from));
}

/** More pipelines on one side of a connector are not told. */
const mostTold = 5;

/** The first pipeline of each signal. */
function distinct(ends: readonly ConnectorEnd[]): readonly ConnectorEnd[] {
  return [...new Map([...ends].reverse().map((end) => [end.signal, end])).values()].reverse();
}

function findingOf(
  { connector }: Wiring,
  { pipeline, signal, reference }: ConnectorEnd,
  role: "exporter" | "receiver",
  all: readonly ConnectorEnd[],
): Finding {
  const { id } = connector;
  const others = all.slice(0, mostTold);
  const other = role === "exporter" ? "receiver" : "exporter";
  const does = role === "exporter" ? "exports to" : "receives from";
  const missing =
    others.length === 0
      ? `no pipeline has it as ${other}`
      : `it is ${other} only of ${sayList(others.map(({ pipeline: { id: name } }) => name))}, and ${sayAbilities(connector.type)}`;
  return {
    rule: connectorWiring.id,
    severity: connectorWiring.severity,
    message:
      `Pipeline ${pipeline.id} ${does} the connector "${id}", but ${missing}. The collector refuses to start: ` +
      `\`connector "${id}" used as ${role} in ${signal} pipeline but not used in any supported ${other} pipeline\`.`,
    place: reference.place,
    related: others.map((end) => ({
      place: end.reference.place,
      message: `Pipeline ${end.pipeline.id} has it as ${other}.`,
    })),
  };
}

/** `joins traces to metrics` */
function sayAbilities(type: string): string {
  const pairs = findComponent("connector", type)?.signals ?? [];
  return `joins ${sayList(pairs.flatMap((pair) => (typeof pair === "object" ? `${pair.from} to ${pair.to}` : [])))} only`;
}
