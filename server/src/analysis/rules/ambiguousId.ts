import type { ComponentFact } from "../facts.js";
import type { Finding } from "../finding.js";
import type { Rule } from "./rule.js";
import { keyOf } from "./settled.js";

export const ambiguousId: Rule = {
  id: "ambiguous-id",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "connector-and-exporter", passes: "called-otherwise" },
  summary: "A connector has the id of an exporter or a receiver.",
  why:
    "A pipeline names both alike, so nobody could tell which of them it means. The collector refuses to start: " +
    '`ambiguous ID: Found both "datadog" exporter and "datadog" connector`.',
  noFix: "Which of the two each pipeline means, only its author knows.",
  *check(model) {
    for (const collector of model.collectors) {
      if (collector.facts.some(({ syntaxErrors }) => syntaxErrors)) continue;
      const others = new Map(collector.components.map((each) => [keyOf(each), each]));
      for (const connector of collector.components) {
        if (connector.kind !== "connector") continue;
        // The collector looks for exporters first, and says one thing.
        const { id } = connector;
        const other = others.get(keyOf({ kind: "exporter", id })) ?? others.get(keyOf({ kind: "receiver", id }));
        if (other) yield findingOf(connector, other);
      }
    }
  },
};

function findingOf({ id, key }: ComponentFact, other: ComponentFact): Finding {
  return {
    rule: ambiguousId.id,
    severity: ambiguousId.severity,
    message:
      `The connector "${id}" has the id of the ${other.kind} "${id}", and pipelines could mean either. Call one of them ` +
      `otherwise, for example "${id}/connector". The collector refuses to start: \`connectors::${id}: ambiguous ID: ` +
      `Found both "${id}" ${other.kind} and "${id}" connector\`.`,
    place: key,
    related: [{ place: other.key, message: `The ${other.kind} of that id stands here.` }],
  };
}
