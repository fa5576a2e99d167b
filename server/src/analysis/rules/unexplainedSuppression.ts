import type { Rule } from "./rule.js";

export const unexplainedSuppression: Rule = {
  id: "unexplained-suppression",
  severity: "hint",
  since: "0.1.0",
  group: "housekeeping",
  example: { fails: "no-reason", passes: "reason" },
  summary: "A `portolan-ignore` comment does not say why.",
  why:
    "Whoever reads it next year has to find out again whether the port is really free, and will rather leave it. The " +
    "comment ignores what it names all the same.",
  noFix: "Why it is ignored, only the person who wrote it knows.",
  *check(model) {
    for (const { suppressions } of model.files.values()) {
      for (const [index, { rule, reason, comment }] of suppressions.entries()) {
        const isFirst = suppressions[index - 1]?.comment.span.start !== comment.span.start;
        if (reason !== undefined || rule === "" || !isFirst) continue;
        yield {
          rule: unexplainedSuppression.id,
          severity: unexplainedSuppression.severity,
          message: `This comment does not say why. Write it behind a colon: \`portolan-ignore ${rule}: …\`.`,
          place: comment,
          related: [],
        };
      }
    }
  },
};
