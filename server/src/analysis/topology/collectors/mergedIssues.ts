import { findComponent } from "../../catalog/components.js";
import type { ComponentFact, ConfigIssue, Setting } from "../../facts.js";
import { placeKey } from "../../places.js";
import { invalidSettings } from "../../sources/collector/settings.js";

/** Of a component in two files: what they set together, and what is wrong with that. */
export function mergeIssues(earlier: ComponentFact, later: ComponentFact): Pick<ComponentFact, "settings" | "issues"> {
  const settings = mergeSettings(earlier.settings, later.settings);
  const row = findComponent(later.kind, later.type);
  const judged = new Set(later.settings.map(({ place }) => placeKey(place)));
  return {
    settings,
    issues: [
      ...earlier.issues.filter(isByItself),
      ...later.issues.filter(
        (issue) => isByItself(issue) || issue.kind === "unbindable" || isStillMissing(issue, earlier),
      ),
      ...later.issues.filter(
        (issue) => issue.kind === "invalid-value" && !issue.relative && !judged.has(placeKey(issue.place)),
      ),
      ...(row ? invalidSettings(settings, row) : []),
    ],
  };
}

/** Whether it is wrong whatever a later file says. */
function isByItself({ kind }: ConfigIssue): boolean {
  return kind !== "missing-key" && kind !== "invalid-value" && kind !== "unbindable";
}

/** What one file leaves out may stand in the other; what both leave out is missing. */
function isStillMissing(issue: ConfigIssue, { issues }: ComponentFact): boolean {
  return issue.kind === "missing-key" && issues.some((each) => each.kind === issue.kind && each.error === issue.error);
}

function mergeSettings(earlier: readonly Setting[], later: readonly Setting[]): readonly Setting[] {
  return [...new Map([...earlier, ...later].map((setting) => [setting.path.join("."), setting])).values()];
}
