import type { Finding } from "../finding.js";
import { unusedComponentFixes } from "../fixes/unusedComponent.js";
import type { Rule } from "./rule.js";
import { unusedOf, type Unused } from "./unused.js";

export const unusedComponent: Rule = {
  id: "unused-component",
  severity: "information",
  since: "0.1.0",
  group: "effect",
  example: { fails: "with-its-comments", passes: "used-by-a-part-beside-it" },
  summary: "A processor, exporter, connector or extension is configured but nothing uses it.",
  why: "The collector reads the section, never builds the component, and says nothing about it.",
  *check(model) {
    for (const unused of unusedOf(model)) if (unused.component.kind !== "receiver") yield findingOf(unused);
  },
};

function findingOf({ collector, component }: Unused): Finding {
  const { kind, id } = component;
  const place = kind === "extension" ? "`service.extensions` does not list it" : "no pipeline uses it";
  return {
    rule: unusedComponent.id,
    severity: unusedComponent.severity,
    message: `The ${kind} "${id}" is configured, but ${place}: the collector never starts it and does not say so.`,
    place: component.key,
    related: [],
    unnecessary: true,
    fixes: (texts) => unusedComponentFixes(collector, component, texts),
  };
}
