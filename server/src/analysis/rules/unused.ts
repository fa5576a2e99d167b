import type { ComponentFact } from "../facts.js";
import type { Collector, SiteModel } from "../topology/model.js";
import { isUsed } from "../topology/collectors/usage.js";

export interface Unused {
  readonly collector: Collector;
  readonly component: ComponentFact;
}

/** Components that nothing uses, where that can be told: not in a part whose pipelines another file may hold. */
export function unusedOf(model: SiteModel): readonly Unused[] {
  return model.collectors.flatMap((collector) => {
    if (!collector.complete || collector.facts.some((facts) => facts.syntaxErrors)) return [];
    return collector.components
      .filter((component) => !isUsed(collector, component) && !isUsedBeside(collector, component, model))
      .map((component) => ({ collector, component }));
  });
}

/** A part that lies in the same folder may be merged with it. */
function isUsedBeside(collector: Collector, component: ComponentFact, model: SiteModel): boolean {
  return model.collectors.some((other) => other !== collector && !other.complete && isUsed(other, component));
}
