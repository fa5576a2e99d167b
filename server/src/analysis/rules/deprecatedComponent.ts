import type { Finding } from "../finding.js";
import { isWithin } from "../versions.js";
import {
  isOutdated,
  isRemoved,
  retypeFix,
  sayVersion,
  typedComponents,
  type TypedComponent,
} from "./componentTypes.js";
import type { Rule } from "./rule.js";
import { sayReplacement } from "./say.js";

export const deprecatedComponent: Rule = {
  id: "deprecated-component",
  severity: "information",
  since: "0.1.0",
  group: "effect",
  example: { fails: "old-names", passes: "old-collector" },
  summary: "A component is deprecated, or has another name, in the version in use.",
  why:
    "A deprecated component works and warns in the collector's log; some release later the collector refuses it. Said " +
    "only where the version in use is known: an old name is the right one for an old collector.",
  fixesSafely: true,
  *check(model) {
    for (const typed of typedComponents(model)) {
      if (isRemoved(typed)) continue;
      const finding = renamed(typed) ?? deprecated(typed);
      if (finding) yield finding;
    }
  },
};

function renamed(typed: TypedComponent): Finding | undefined {
  const { collector, component, row } = typed;
  const rename = row?.renames?.find(({ from }) => from === component.type);
  if (row === undefined || rename === undefined || !isOutdated(typed)) return undefined;
  if (!isWithin(collector.versions, { since: rename.since })) return undefined;
  const message =
    `The ${component.kind} "${component.id}": ${component.type} is called ${row.type} in collector ` +
    `${sayVersion(collector.versions)}. The old name still works, and is deprecated.`;
  return {
    ...findingOf(typed, message),
    fixes: (texts) => retypeFix(typed, row.type, texts).map((fix) => ({ ...fix, safe: true })),
  };
}

function deprecated(typed: TypedComponent): Finding | undefined {
  const { collector, component, row } = typed;
  const since = row?.deprecatedSince;
  if (row === undefined || since === undefined || !isWithin(collector.versions, { since })) return undefined;
  const { removedIn, replacedBy, kind } = row;
  // Where it may be gone already, that is the news.
  if (removedIn !== undefined && !isWithin(collector.versions, { before: removedIn })) return undefined;
  const advice = replacedBy === undefined ? "" : ` ${sayReplacement(kind, replacedBy)}`;
  const end = removedIn === undefined ? "" : ` v${removedIn} no longer has it.`;
  return findingOf(
    typed,
    `The ${kind} "${component.id}": ${component.type} is deprecated since collector v${since}.${end}${advice}`,
  );
}

function findingOf({ component }: TypedComponent, message: string): Finding {
  return {
    rule: deprecatedComponent.id,
    severity: deprecatedComponent.severity,
    message,
    place: component.key,
    related: [],
  };
}
