import type { ComponentKind } from "../facts.js";
import type { Collector, SiteModel } from "../topology/model.js";

/** Whether all that a collector is configured with is at hand, so that what is missing is missing. */
export function isSettled(collector: Collector): boolean {
  return collector.complete && !collector.facts.some(({ syntaxErrors }) => syntaxErrors);
}

/** Whether a file nobody knows here may define components of a kind. */
export function isElsewhere(collector: Collector, kind: ComponentKind): boolean {
  return collector.facts.some(({ sections }) => sections[kind] === "elsewhere");
}

/** Whether a part that lies beside a collector, and may be merged with it, has what is asked for. */
export function isBeside(collector: Collector, model: SiteModel, has: (part: Collector) => boolean): boolean {
  return model.collectors.some((other) => other !== collector && !other.complete && has(other));
}
