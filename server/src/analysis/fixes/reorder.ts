import type { PipelineMembers, Reference } from "../facts.js";
import type { FileEdit, TextOf } from "../finding.js";
import type { TextEdit } from "../text.js";

/**
 * Writes the ids of a list in another order, each in the place of another one. Undefined where a comment inside the
 * list may belong to one of them, or where an id comes out of an alias or a variable.
 */
export function reorder(
  { references, slot }: PipelineMembers,
  order: readonly Reference[],
  texts: TextOf,
): FileEdit | undefined {
  const file = references[0]?.place.file;
  const text = file === undefined ? undefined : texts(file);
  if (file === undefined || text === undefined || slot === undefined) return undefined;
  const { start, end } = slot.value;
  const own = references.every(({ place }) => start <= place.span.start && place.span.end <= end);
  const list = text.slice(start, end).split(/\r\n|\n|\r/);
  if (!own || references.length !== order.length || list.some((line) => line.includes("#"))) return undefined;
  const words = references.map(({ place: { span } }) => text.slice(span.start, span.end));
  // Nothing but the ids and what holds a list together: one that a variable decides is not among the references.
  const rest = words.reduce((left, word) => left.replace(word, ""), text.slice(start, end));
  if (!/^[\s,[\]-]*$/.test(rest)) return undefined;
  const edits = references.flatMap(({ place: { span } }, index): readonly TextEdit[] => {
    const moved = order[index]?.place.span;
    const newText = moved ? text.slice(moved.start, moved.end) : "";
    return newText === words[index] ? [] : [{ span, newText }];
  });
  return { file, edits };
}
