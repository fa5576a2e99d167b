import type { ComponentFact, WrongType } from "../facts.js";
import type { Finding } from "../finding.js";
import { unquoteFix } from "../fixes/unquote.js";
import { describeRange, intersects, isWithin } from "../versions.js";
import type { Collector } from "../topology/model.js";
import type { Rule } from "./rule.js";

export const wrongType: Rule = {
  id: "wrong-type",
  severity: "warning",
  since: "0.1.0",
  group: "refused",
  example: { fails: "quoted-number" },
  summary: "A key holds something of another kind than its component can read.",
  why:
    "The collector converts nothing: a text in quotes is no number and no `true`, a list is no map. It refuses the whole " +
    "configuration: `expected type 'bool', got unconvertible type 'string'`. It is told as a warning because the " +
    "catalogue may be older than the component.",
  fixesSafely: true,
  *check(model) {
    for (const collector of model.collectors) {
      if (collector.facts.some(({ syntaxErrors }) => syntaxErrors)) continue;
      for (const component of collector.components) {
        for (const issue of component.issues) {
          if (issue.kind === "wrong-type" && intersects(issue.versions, collector.versions)) {
            yield findingOf(component, issue, collector);
          }
        }
      }
    }
  },
};

function findingOf({ kind, id }: ComponentFact, issue: WrongType, { versions }: Collector): Finding {
  const { key, wanted, found } = issue;
  const what = typeof found === "string" ? `is ${found}` : `is "${found.text.slice(0, 40)}"`;
  const since = isWithin(versions, issue.versions) ? undefined : describeRange(issue.versions);
  const when = since === undefined ? "The collector" : `${since.replace(/^s/, "S")} it`;
  return {
    rule: wrongType.id,
    severity: since === undefined ? wrongType.severity : "information",
    message: `\`${key === "" ? id : key}\` of the ${kind} "${id}" ${what}, where ${wanted} is needed. ${when} refuses to start.`,
    place: issue.place,
    related: [],
    fixes: (texts) => unquoteFix(issue, texts),
  };
}
