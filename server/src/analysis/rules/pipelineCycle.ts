import type { Finding } from "../finding.js";
import { cyclesOf, type Link } from "../topology/collectors/cycles.js";
import type { Rule } from "./rule.js";

export const pipelineCycle: Rule = {
  id: "pipeline-cycle",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "itself", passes: "no-way-back" },
  summary: "Connectors lead from a pipeline back into it.",
  why:
    "What goes in once would go round for ever. The collector refuses to start: " +
    '`cycle detected: connector "forward" (traces to traces) -> connector "forward" (traces to traces)`.',
  noFix: "Which of the connections is one too many, only its author knows.",
  *check(model) {
    for (const collector of model.collectors) {
      if (!collector.complete || collector.facts.some(({ syntaxErrors }) => syntaxErrors)) continue;
      for (const cycle of cyclesOf(collector)) yield* findingOf(cycle);
    }
  },
};

function findingOf(cycle: readonly Link[]): readonly Finding[] {
  const [first] = cycle;
  if (first === undefined) return [];
  const pipelines = [...cycle.map(({ from }) => from.pipeline.id), first.from.pipeline.id];
  return [
    {
      rule: pipelineCycle.id,
      severity: pipelineCycle.severity,
      message:
        `What pipeline ${first.from.pipeline.id} exports to the connector "${first.connector.id}" comes back into it ` +
        `(${pipelines.join(" → ")}) and would go round for ever. The collector refuses to start: ` +
        `\`cycle detected: ${detailsOf(cycle, first)}\`.`,
      place: first.from.reference.place,
      related: cycle.flatMap(({ connector, from, to }) => [
        ...(from === first.from
          ? []
          : [{ place: from.reference.place, message: `Pipeline ${from.pipeline.id} exports to "${connector.id}".` }]),
        { place: to.reference.place, message: `Pipeline ${to.pipeline.id} receives from "${connector.id}".` },
      ]),
    },
  ];
}

/** As the collector tells them: connectors, with the processors between them, and the first one again. */
function detailsOf(cycle: readonly Link[], first: Link): string {
  const steps = cycle.flatMap((link) => [
    sayConnector(link),
    ...link.to.pipeline.processors.references.map(({ id }) => `processor "${id}" in pipeline "${link.to.pipeline.id}"`),
  ]);
  return [...steps, sayConnector(first)].join(" -> ");
}

function sayConnector({ connector, from, to }: Link): string {
  return `connector "${connector.id}" (${from.signal} to ${to.signal})`;
}
