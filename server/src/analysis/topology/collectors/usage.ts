import type { ComponentFact, ComponentKind, PipelineRole } from "../../facts.js";
import type { Collector } from "../model.js";

/** What the lists of a pipeline name; a connector may stand in the first and the last. */
export const roleKinds: readonly (readonly [PipelineRole, ComponentKind])[] = [
  ["receivers", "receiver"],
  ["processors", "processor"],
  ["exporters", "exporter"],
];

/** Where a component is named that the collector builds. */
const listsOf: Readonly<Record<ComponentKind, readonly (PipelineRole | "extensions")[]>> = {
  receiver: ["receivers"],
  processor: ["processors"],
  exporter: ["exporters"],
  connector: ["receivers", "exporters"],
  extension: ["extensions"],
};

/** Whether a pipeline, or `service.extensions`, of one of these names a component. */
export function usageOf(
  collectors: readonly Pick<Collector, "pipelines" | "extensions">[],
): (component: ComponentFact) => boolean {
  const named = new Set<string>();
  for (const { pipelines = [], extensions = [] } of collectors) {
    for (const { id } of extensions) named.add(`extensions ${id}`);
    for (const pipeline of pipelines) {
      for (const [role] of roleKinds) for (const { id } of pipeline[role].references) named.add(`${role} ${id}`);
    }
  }
  return ({ kind, id }) => listsOf[kind].some((list) => named.has(`${list} ${id}`));
}

/** The same of one collector and one component; the collector builds no other. */
export function isUsed(collector: Collector, component: ComponentFact): boolean {
  return usageOf([collector])(component);
}
