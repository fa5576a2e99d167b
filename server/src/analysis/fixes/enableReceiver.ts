import { findComponent } from "../catalog/components.js";
import type { PipelineFact } from "../facts.js";
import type { EditFix, FileEdit, Fix, TextOf } from "../finding.js";
import type { Collector } from "../topology/model.js";
import type { ComponentFact } from "../facts.js";
import { appendToList } from "../yaml/edit.js";

/** Puts a receiver into every pipeline whose signal it can serve, or into one of them. */
export function enableReceiverFixes(collector: Collector, receiver: ComponentFact, texts: TextOf): readonly Fix[] {
  const row = findComponent("receiver", receiver.type);
  if (row === undefined) return [];
  const matching = (collector.pipelines ?? []).filter((pipeline) =>
    row.signals.some((signal) => signal === pipeline.signal),
  );
  const single = matching.flatMap((pipeline): readonly EditFix[] => {
    const edit = addToPipeline(pipeline, receiver.id, texts);
    return edit ? [{ kind: "edit", title: `Add "${receiver.id}" to pipeline ${pipeline.id}`, edits: [edit] }] : [];
  });
  if (single.length < 2) return single.map((fix) => ({ ...fix, preferred: true }));
  const names = single.length === 2 ? "both" : `all ${String(single.length)}`;
  const title = `Add "${receiver.id}" to ${names} pipelines it can serve`;
  return [{ kind: "edit", title, edits: single.flatMap((fix) => fix.edits), preferred: true }, ...single];
}

function addToPipeline(pipeline: PipelineFact, id: string, texts: TextOf): FileEdit | undefined {
  const { slot } = pipeline.receivers;
  const { file } = pipeline.body;
  const text = texts(file);
  const edit = slot && text !== undefined ? appendToList(text, slot, id) : undefined;
  return edit && { file, edits: [edit] };
}
