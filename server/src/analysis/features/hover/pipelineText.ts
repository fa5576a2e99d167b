import type { PipelineFact } from "../../facts.js";
import type { ComponentUse } from "../componentAt.js";
import { code, escaped, paragraphs } from "./markdown.js";

/** The way of the data through a pipeline, in each of the collectors that have it. */
export function pipelineText(uses: readonly ComponentUse[]): string | undefined {
  const texts = uses.flatMap(({ collector, occurrence: { id } }) => {
    const pipeline = collector.pipelines?.find((each) => each.id === id);
    return pipeline ? [`${wayOf(pipeline)} in ${escaped(collector.name)}`] : [];
  });
  const [use] = uses;
  if (use === undefined || texts.length === 0) return undefined;
  return paragraphs([`**pipeline** ${code(use.occurrence.id)}`, ...new Set(texts)]);
}

function wayOf({ receivers, processors, exporters }: PipelineFact): string {
  return [receivers, processors, exporters]
    .map(({ references }) => references.map(({ id }) => code(id)).join(", "))
    .filter((stage) => stage !== "")
    .join(" → ");
}
