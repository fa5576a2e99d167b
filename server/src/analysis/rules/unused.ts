import type { ComponentFact } from "../facts.js";
import type { Collector, SiteModel } from "../topology/model.js";
import { usageOf } from "../topology/collectors/usage.js";

export interface Unused {
  readonly collector: Collector;
  readonly component: ComponentFact;
}

/** Components that nothing uses, where that can be told: not in a part whose pipelines another file may hold. */
export function unusedOf(model: SiteModel): readonly Unused[] {
  // A part that lies in the same folder may be merged with any of them.
  const isUsedBeside = usageOf(model.collectors.filter(({ complete }) => !complete));
  return model.collectors.flatMap((collector) => {
    if (!collector.complete || collector.facts.some((facts) => facts.syntaxErrors)) return [];
    const isUsed = usageOf([collector]);
    return collector.components
      .filter((component) => !isUsed(component) && !isUsedBeside(component))
      .map((component) => ({ collector, component }));
  });
}
