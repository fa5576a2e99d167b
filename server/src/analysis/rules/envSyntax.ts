import type { CollectorFacts, Expansion } from "../facts.js";
import type { Finding, Fix, TextOf } from "../finding.js";
import { expansionProblem, type ExpansionProblem, type Repair } from "../topology/collectors/expansions.js";
import type { Collector } from "../topology/model.js";
import { isSince } from "../versions.js";
import type { Rule } from "./rule.js";

export const envSyntax: Rule = {
  id: "env-syntax",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "capture-group" },
  summary: "A `${…}` is none that the collector can put something in for.",
  why:
    "The collector expands every value of its configuration, and stops at the first one that it does not understand: " +
    '`environment variable "1" has invalid name`, `scheme "HOST" is not supported for uri "HOST:-localhost"`.',
  *check(model) {
    for (const collector of model.collectors) {
      for (const facts of collector.facts) {
        if (isFilledByShell(facts)) continue;
        for (const expansion of facts.expansions) {
          const problem = expansionProblem(expansion, collector);
          if (problem) yield findingOf(expansion, problem, collector, facts);
        }
      }
    }
  },
};

/** What a script writes, the shell may have filled in. */
function isFilledByShell({ holder }: CollectorFacts): boolean {
  return holder?.kind === "here-document";
}

function findingOf(
  expansion: Expansion,
  problem: ExpansionProblem,
  { versions }: Collector,
  facts: CollectorFacts,
): Finding {
  const { uri, state, place } = expansion;
  const { reason, error, since, repair } = problem;
  const certain = since === undefined || isSince(versions, since);
  const written = state === "open" ? "${" : `\${${uri.length > 60 ? `${uri.slice(0, 60)}…` : uri}}`;
  const who = state === "refused" ? "Compose refuses the file" : "The collector refuses to start";
  const when = certain ? "" : ` since v${since}`;
  const consequence = error === undefined ? "" : ` ${who}${when}: \`${error.replace("format …", formatOf(facts))}\`.`;
  return {
    rule: envSyntax.id,
    severity: error !== undefined && certain ? envSyntax.severity : "warning",
    message: `${written} cannot be expanded: ${reason}.${consequence}`,
    place,
    related: [],
    ...(repair && { fixes: (texts: TextOf) => fixesOf(expansion, repair, facts, texts) }),
  };
}

/** Compose names the key that it stands under. */
function formatOf({ holder }: CollectorFacts): string {
  return holder === undefined ? "format." : `format for configs.${holder.name}.content.`;
}

function fixesOf({ place, state }: Expansion, repair: Repair, facts: CollectorFacts, texts: TextOf): readonly Fix[] {
  const { file, span } = place;
  // What stands in the file in other letters, such as escapes, is not edited.
  if (texts(file)?.startsWith("${", span.start) !== true) return [];
  const { title, at, removes, inserts } = repair;
  const start = span.start + at;
  // A dollar sign for the collector is two for Compose.
  const doubled = state === "closed" && facts.holder?.kind === "Compose config";
  const newText = doubled ? inserts.replaceAll("$", () => "$$") : inserts;
  const edits = [{ file, edits: [{ span: { start, end: start + removes }, newText }] }];
  return [{ kind: "edit", title, edits, preferred: true }];
}
