import type { ComponentFact, ComponentKind, PipelineRole } from "../../facts.js";
import type { Collector } from "../model.js";

/** What the lists of a pipeline name; a connector may stand in the first and the last. */
export const roleKinds: readonly (readonly [PipelineRole, ComponentKind])[] = [
  ["receivers", "receiver"],
  ["processors", "processor"],
  ["exporters", "exporter"],
];

const roles: Readonly<Record<Exclude<ComponentKind, "extension">, readonly PipelineRole[]>> = {
  receiver: ["receivers"],
  processor: ["processors"],
  exporter: ["exporters"],
  connector: ["receivers", "exporters"],
};

/** Whether a pipeline, or `service.extensions`, names the component; the collector builds no other. */
export function isUsed(collector: Collector, component: ComponentFact): boolean {
  if (component.kind === "extension") return (collector.extensions ?? []).some(({ id }) => id === component.id);
  const wanted = roles[component.kind];
  return (collector.pipelines ?? []).some((pipeline) =>
    wanted.some((role) => pipeline[role].references.some(({ id }) => id === component.id)),
  );
}
