import type { ReportingDescriptor } from "sarif";
import type { Rule } from "../../analysis/rules/rule.js";
import { levels } from "./sarif-levels.js";

/** A rule as SARIF describes it, from what it says of itself. */
export function descriptorOf({ id, group, severity, since, summary, why, noFix }: Rule): ReportingDescriptor {
  return {
    id,
    name: pascalCased(id),
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: {
      text: [why, ...(noFix === undefined ? [] : [`No quick-fix: ${noFix}`]), ignoring(id)].join("\n\n"),
      markdown: [
        `**${summary}**`,
        why,
        ...(noFix === undefined ? [] : [`_No quick-fix:_ ${noFix}`]),
        ignoring(id),
      ].join("\n\n"),
    },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [group, ...(noFix === undefined ? ["quick-fix"] : [])], since },
  };
}

function ignoring(id: string): string {
  return `To ignore it in one place, say why in a comment on the line or above it: \`# portolan-ignore ${id}: reason\`.`;
}

/** `port-conflict` as `PortConflict`, as viewers show the names of rules. */
function pascalCased(id: string): string {
  return id
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}
