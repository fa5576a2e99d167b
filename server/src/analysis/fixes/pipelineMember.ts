import type { PipelineFact, PipelineRole } from "../facts.js";
import type { EditFix, FileEdit, TextOf } from "../finding.js";
import type { TextEdit } from "../text.js";
import { appendToList, insertUnder, slotOf } from "../yaml/edit.js";
import { entryAt } from "../yaml/locate.js";

/** Adds an id to one of the lists of a pipeline, which begins where there is none. */
export function addToPipeline(
  pipeline: PipelineFact,
  role: PipelineRole,
  id: string,
  texts: TextOf,
): FileEdit | undefined {
  const { file } = pipeline.key;
  const text = texts(file);
  const edit = text === undefined ? undefined : addition(text, pipeline, role, id);
  return edit && { file, edits: [edit] };
}

export function addToPipelineFix(
  pipeline: PipelineFact,
  role: PipelineRole,
  id: string,
  texts: TextOf,
): readonly EditFix[] {
  const edit = addToPipeline(pipeline, role, id, texts);
  return edit ? [{ kind: "edit", title: `Add "${id}" to pipeline ${pipeline.id}`, edits: [edit] }] : [];
}

function addition(text: string, pipeline: PipelineFact, role: PipelineRole, id: string): TextEdit | undefined {
  const { slot } = pipeline[role];
  if (slot && slot.holds !== "nothing") return appendToList(text, slot, id);
  // A key with nothing behind it is left to whoever is typing it.
  const located = slot ? undefined : entryAt(text, pipeline.key.span.start);
  return located && insertUnder(text, slotOf(located.entry), [`${role}: [${id}]`]);
}
