import { findComponent } from "../catalog/components.js";
import type { ComponentFact, PipelineFact, Signal } from "../facts.js";
import type { Collector } from "../topology/model.js";

/** The pipelines whose signal a component can serve, as far as that is known. */
export function pipelinesFor({ pipelines = [] }: Collector, component: ComponentFact): readonly PipelineFact[] {
  return pipelines.filter(({ signal }) => signal !== undefined && serves(component, signal));
}

export function serves({ kind, type }: ComponentFact, signal: Signal): boolean {
  return findComponent(kind, type)?.signals.some((each) => each === signal) ?? false;
}
