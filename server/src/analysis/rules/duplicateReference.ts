import type { PipelineFact, Reference } from "../facts.js";
import type { Finding, Fix, TextOf } from "../finding.js";
import type { Slot } from "../yaml/edit.js";
import { removeFromList } from "../yaml/remove.js";
import type { Rule } from "./rule.js";

export const duplicateReference: Rule = {
  id: "duplicate-reference",
  severity: "error",
  since: "0.1.0",
  group: "refused",
  example: { fails: "in-a-flow-list" },
  summary: "A pipeline names a processor twice.",
  why: 'The collector refuses to start: `references processor "batch" multiple times`. Other components may be named twice.',
  fixesSafely: true,
  *check(model) {
    for (const collector of model.collectors) {
      if (collector.facts.some(({ syntaxErrors }) => syntaxErrors)) continue;
      for (const pipeline of collector.pipelines ?? []) {
        const firsts = new Map<string, Reference>();
        for (const reference of pipeline.processors.references) {
          const first = firsts.get(reference.id);
          if (first === undefined) firsts.set(reference.id, reference);
          else yield findingOf(pipeline, reference, first);
        }
      }
    }
  },
};

function findingOf(pipeline: PipelineFact, { id, place }: Reference, first: Reference): Finding {
  const { slot } = pipeline.processors;
  return {
    rule: duplicateReference.id,
    severity: duplicateReference.severity,
    message:
      `Pipeline ${pipeline.id} names the processor "${id}" twice. The collector refuses to start: ` +
      `\`service::pipelines::${pipeline.id}: references processor "${id}" multiple times\`.`,
    place,
    related: [{ place: first.place, message: "It is named here already." }],
    ...(slot && { fixes: (texts: TextOf) => fixesOf({ id, place }, slot, texts) }),
  };
}

function fixesOf({ id, place }: Reference, slot: Slot, texts: TextOf): readonly Fix[] {
  const text = texts(place.file);
  const edit = text === undefined ? undefined : removeFromList(text, slot, place.span);
  if (edit === undefined) return [];
  const title = `Remove the second "${id}"`;
  return [{ kind: "edit", title, edits: [{ file: place.file, edits: [edit] }], preferred: true, safe: true }];
}
