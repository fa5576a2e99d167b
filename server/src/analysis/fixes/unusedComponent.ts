import type { ComponentFact, PipelineFact } from "../facts.js";
import type { EditFix, Fix, TextOf } from "../finding.js";
import { typeOf } from "../sources/collector/recognise.js";
import type { Collector } from "../topology/model.js";
import { listExtension } from "./listExtension.js";
import { addToPipelineFix } from "./pipelineMember.js";
import { pipelinesFor } from "./pipelinesFor.js";
import { removeComponentFix } from "./removeComponent.js";

/** Uses what is configured, where it can be of use; or takes it away. Which of them is meant, the person chooses. */
export function unusedComponentFixes(collector: Collector, component: ComponentFact, texts: TextOf): readonly Fix[] {
  return [...wiringFixes(collector, component, texts), ...removeComponentFix(collector, component, texts)];
}

function wiringFixes(collector: Collector, component: ComponentFact, texts: TextOf): readonly EditFix[] {
  const { kind, type, id } = component;
  switch (kind) {
    case "extension": {
      const edit = listExtension(collector, id, texts);
      return edit ? [{ kind: "edit", title: `Add "${id}" to service.extensions`, edits: [edit] }] : [];
    }
    case "exporter":
      return pipelinesFor(collector, component).flatMap((each) => addToPipelineFix(each, "exporters", id, texts));
    case "processor":
      // It belongs to the front of a list, and what is added goes to its end.
      if (type === "memory_limiter") return [];
      return pipelinesFor(collector, component)
        .filter((each) => !batches(each))
        .flatMap((each) => addToPipelineFix(each, "processors", id, texts));
    case "connector":
    case "receiver":
      return [];
  }
}

/** What is added would stand behind the batch processor, where filters and samplers come too late. */
function batches({ processors }: PipelineFact): boolean {
  return processors.references.some(({ id }) => typeOf(id) === "batch");
}
