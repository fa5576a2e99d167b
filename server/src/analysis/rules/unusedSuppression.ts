import type { Suppression } from "../facts.js";
import type { Finding } from "../finding.js";
import { deleteSuppressionFix } from "../fixes/suppress.js";
import { nearest } from "../nearest.js";
import type { Rule } from "./rule.js";

/**
 * Here only comments are found that could never ignore anything. Which of the others took nothing back can be told when
 * all sites of a file are checked: `unusedSuppressions`.
 */
export const unusedSuppression: Rule = {
  id: "unused-suppression",
  severity: "hint",
  since: "0.1.0",
  group: "housekeeping",
  example: { fails: "mended", passes: "wanted-anyway" },
  summary: "A `portolan-ignore` comment ignores nothing.",
  why:
    "What it once stood for is mended or gone, and it would hide the next finding of its rule on that line. A comment " +
    "speaks of its own line, or of the next one where it stands alone; of a collision it silences one side.",
  *check(model, ruleIds) {
    for (const suppression of [...model.files.values()].flatMap(({ suppressions }) => suppressions)) {
      if (!ruleIds.includes(suppression.rule)) yield namesNoRule(suppression, ruleIds);
    }
  },
};

/** @param unused what took nothing back, in whatever site its file was checked */
export function unusedSuppressions(unused: readonly Suppression[], ruleIds: readonly string[]): readonly Finding[] {
  const wanted = new Set(
    unused.filter(({ rule }) => rule === unusedSuppression.id).map(({ comment }) => comment.span.start),
  );
  return unused
    .filter(({ rule, comment }) => ruleIds.includes(rule) && !wanted.has(comment.span.start))
    .map((suppression) => ({
      rule: unusedSuppression.id,
      severity: unusedSuppression.severity,
      message: `Nothing is found by ${suppression.rule} here, so this comment ignores nothing. It would hide the next finding.`,
      place: suppression.place,
      related: [],
      unnecessary: true,
      fixes: (texts) => deleteSuppressionFix(suppression, texts),
    }));
}

function namesNoRule(suppression: Suppression, ruleIds: readonly string[]): Finding {
  const { rule, place } = suppression;
  const meant = nearest(rule, ruleIds);
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  return {
    rule: unusedSuppression.id,
    // Somebody believes that it does ignore something.
    severity: "warning",
    message:
      rule === ""
        ? "This comment names no rule, so it ignores nothing. Write `portolan-ignore <rule>: reason`."
        : `There is no rule "${rule}", so this comment ignores nothing.${hint}`,
    place,
    related: [],
    fixes: (texts) => [
      ...(meant === undefined
        ? []
        : [
            {
              kind: "edit" as const,
              title: `Change to "${meant}"`,
              edits: [{ file: place.file, edits: [{ span: place.span, newText: meant }] }],
            },
          ]),
      ...deleteSuppressionFix(suppression, texts),
    ],
  };
}
