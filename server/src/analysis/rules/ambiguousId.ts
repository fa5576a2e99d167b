import type { ComponentFact } from "../facts.js";
import type { Finding } from "../finding.js";
import type { Rule } from "./rule.js";

export const ambiguousId: Rule = {
  id: "ambiguous-id",
  severity: "error",
  since: "0.1.0",
  summary: "A connector has the id of an exporter or a receiver.",
  why:
    "A pipeline names both alike, so nobody could tell which of them it means. The collector refuses to start: " +
    '`ambiguous ID: Found both "datadog" exporter and "datadog" connector`.',
  noFix: "Which of the two each pipeline means, only its author knows.",
  *check(model) {
    for (const collector of model.collectors) {
      if (collector.facts.some(({ syntaxErrors }) => syntaxErrors)) continue;
      const others = collector.components.filter(({ kind }) => kind === "exporter" || kind === "receiver");
      for (const connector of collector.components) {
        if (connector.kind !== "connector") continue;
        // The collector looks for exporters first, and says one thing.
        const same = others.filter(({ id }) => id === connector.id);
        const other = same.find(({ kind }) => kind === "exporter") ?? same[0];
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
