import type { ComponentFact } from "../facts.js";
import type { EditFix, Fix, TextOf } from "../finding.js";
import type { Collector } from "../topology/model.js";
import { addToPipelineFix } from "./pipelineMember.js";
import { pipelinesFor } from "./pipelinesFor.js";

/** Puts a receiver into every pipeline whose signal it can serve, or into one of them. */
export function enableReceiverFixes(collector: Collector, receiver: ComponentFact, texts: TextOf): readonly Fix[] {
  const single = pipelinesFor(collector, receiver).flatMap((pipeline): readonly EditFix[] =>
    addToPipelineFix(pipeline, "receivers", receiver.id, texts),
  );
  if (single.length < 2) return single.map((fix) => ({ ...fix, preferred: true }));
  const names = single.length === 2 ? "both" : `all ${String(single.length)}`;
  const title = `Add "${receiver.id}" to ${names} pipelines it can serve`;
  return [{ kind: "edit", title, edits: single.flatMap((fix) => fix.edits), preferred: true }, ...single];
}
