import { rules } from "../../server/src/analysis/rules/index.js";
import { liveRules } from "../../server/src/analysis/rules/live/index.js";
import type { Rule, RuleGroup } from "../../server/src/analysis/rules/rule.js";
import { generated, page, table } from "./markdown.js";

const groups: Readonly<Record<RuleGroup, string>> = {
  ports: "Who takes a port",
  reach: "Who reaches whom",
  effect: "What runs, and what has no effect",
  refused: "What the collector refuses",
  manifests: "Manifests",
  housekeeping: "Housekeeping",
};

/** The list of all rules. */
export function rulesIndex(): string {
  return page(
    generated,
    "# Rules",
    "A finding is an error only for what will fail; where a version or a host is not known, Portolan says “if”, or nothing. " +
      "A page says what a rule finds, why it matters, which run-time error it becomes, what helps, and how to ignore it.",
    (Object.keys(groups) as RuleGroup[]).flatMap((group) => [
      `## ${groups[group]}`,
      list(rules.filter((rule) => rule.group === group)),
    ]),
    "## On live hosts",
    "What differs between the workspace and a host that was asked. Nothing of it is found before somebody asks, and it " +
      "never changes what the rules above say.",
    list(liveRules),
  );
}

function list(members: readonly Pick<Rule, "id" | "severity" | "summary">[]): string {
  return table(
    ["rule", "by default", "what it finds"],
    members.map(({ id, severity, summary }) => [`[${id}](rules/${id}.md)`, severity, summary]),
  );
}
