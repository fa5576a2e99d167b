import type { PipelineFact } from "../facts.js";
import type { EditFix, Fix, TextOf } from "../finding.js";
import type { Collector } from "../topology/model.js";
import { usageOf } from "../topology/collectors/usage.js";
import { entryAt } from "../yaml/locate.js";
import { removeEntry } from "../yaml/removeEntry.js";
import { addToPipelineFix } from "./pipelineMember.js";
import { serves } from "./pipelinesFor.js";

/** More than these would not help to choose. */
const mostOffered = 4;

/** Gives a pipeline what it lacks of what is configured, unused first; or takes it away. */
export function fillPipelineFixes(
  collector: Collector,
  pipeline: PipelineFact,
  missing: readonly ("receivers" | "exporters")[],
  texts: TextOf,
): readonly Fix[] {
  const [role, ...others] = missing;
  const { signal } = pipeline;
  // One id does not fill two lists.
  const isFillable = role !== undefined && others.length === 0 && signal !== undefined;
  const fitting = isFillable
    ? collector.components.filter((each) => `${each.kind}s` === role && serves(each, signal))
    : [];
  const isUsed = usageOf([collector]);
  const inOrder = [...fitting].sort((a, b) => Number(isUsed(a)) - Number(isUsed(b))).slice(0, mostOffered);
  const additions = inOrder.flatMap(({ id }) => (role ? addToPipelineFix(pipeline, role, id, texts) : []));
  return [...additions, ...removalFix(collector, pipeline, texts)];
}

function removalFix({ facts }: Collector, { id, key }: PipelineFact, texts: TextOf): readonly EditFix[] {
  const text = texts(key.file);
  const located = text === undefined || facts.length > 1 ? undefined : entryAt(text, key.span.start);
  const edit = located && text !== undefined ? removeEntry(text, located) : undefined;
  return edit ? [{ kind: "edit", title: `Remove pipeline ${id}`, edits: [{ file: key.file, edits: [edit] }] }] : [];
}
