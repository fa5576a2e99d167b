import type { ComponentFact, RemovedKeyUse } from "../facts.js";
import type { Finding, Fix, TextOf } from "../finding.js";
import { replaceId } from "../fixes/renameComponent.js";
import type { Collector } from "../topology/model.js";
import { isWithin } from "../versions.js";
import { sayVersion } from "./componentTypes.js";
import type { Rule } from "./rule.js";

export const removedKey: Rule = {
  id: "removed-key",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "renamed" },
  summary: "A component has a key that the version in use knows no more.",
  why:
    "Nothing is ignored: a key that the component does not know makes the collector refuse the whole configuration, " +
    "`has invalid keys: blocking`. Said only where the version in use is known: for an older one the key is right.",
  fixesSafely: true,
  *check(model) {
    for (const collector of model.collectors) {
      if (collector.facts.some(({ syntaxErrors }) => syntaxErrors)) continue;
      for (const component of collector.components) {
        for (const issue of component.issues) {
          const isGone = issue.kind === "removed-key" && isWithin(collector.versions, { since: issue.removedIn });
          if (isGone) yield findingOf(issue, component, collector);
        }
      }
    }
  },
};

function findingOf(issue: RemovedKeyUse, { kind, id }: ComponentFact, { versions }: Collector): Finding {
  const { key, removedIn, instead, renamedTo, place } = issue;
  const successor = renamedTo === undefined ? instead : `\`${renamedTo}\``;
  const advice = successor === undefined ? "Nothing takes its place." : `Use ${successor} instead.`;
  return {
    rule: removedKey.id,
    severity: removedKey.severity,
    message:
      `\`${key}\` of the ${kind} "${id}" is not in collector ${sayVersion(versions)}: it was removed in v${removedIn}. ` +
      `${advice} The collector refuses to start: \`has invalid keys: ${lastOf(key)}\`.`,
    place,
    related: [],
    fixes: (texts) => fixesOf(issue, texts),
  };
}

function fixesOf({ key, renamedTo, place }: RemovedKeyUse, texts: TextOf): readonly Fix[] {
  const edit = renamedTo === undefined ? undefined : replaceId(place, lastOf(key), renamedTo, texts);
  if (edit === undefined || renamedTo === undefined) return [];
  const title = `Rename "${lastOf(key)}" to "${renamedTo}"`;
  return [{ kind: "edit", title, edits: [edit], preferred: true, safe: true }];
}

function lastOf(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
}
