import type { ComponentFact } from "../facts.js";
import type { Finding } from "../finding.js";
import type { Rule } from "./rule.js";
import { unusedOf } from "./unused.js";

export const unusedComponent: Rule = {
  id: "unused-component",
  severity: "information",
  since: "0.1.0",
  summary: "A processor, exporter, connector or extension is configured but nothing uses it.",
  why: "The collector reads the section, never builds the component, and says nothing about it.",
  noFix: "Whether it should be used or removed, only its author knows.",
  *check(model) {
    for (const { component } of unusedOf(model)) if (component.kind !== "receiver") yield findingOf(component);
  },
};

function findingOf(component: ComponentFact): Finding {
  const { kind, id } = component;
  const place = kind === "extension" ? "`service.extensions` does not list it" : "no pipeline uses it";
  return {
    rule: unusedComponent.id,
    severity: unusedComponent.severity,
    message: `The ${kind} "${id}" is configured, but ${place}: the collector never starts it and does not say so.`,
    place: component.key,
    related: [],
    unnecessary: true,
  };
}
