import { applyEdits, type Span, type TextEdit } from "../text.js";
import { listLost } from "./editCheck.js";
import type { Slot } from "./edit.js";

/**
 * Takes an item other than the first out of a list, with its line where it has one. Undefined where something else
 * stands there, such as a comment, or where what is left would not read as it was meant.
 */
export function removeFromList(text: string, slot: Slot, item: Span): TextEdit | undefined {
  const edit = removal(text, slot, item);
  return edit && listLost(text, applyEdits(text, [edit]), slot.key.start, text.slice(item.start, item.end))
    ? edit
    : undefined;
}

function removal(text: string, { holds, value }: Slot, item: Span): TextEdit | undefined {
  if (item.start < value.start || item.end > value.end) return undefined;
  if (holds === "flow-seq") {
    const before = text.slice(value.start, item.start).trimEnd();
    if (!before.endsWith(",")) return undefined;
    return { span: { start: value.start + before.length - 1, end: item.end }, newText: "" };
  }
  if (holds !== "block-seq") return undefined;
  const start = text.lastIndexOf("\n", item.start) + 1;
  const lineEnd = text.indexOf("\n", item.end);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const alone = /^[ \t]*-[ \t]+$/.test(text.slice(start, item.start)) && text.slice(item.end, end).trim() === "";
  // The line's own end goes; that of the file stays with the line before.
  return alone && start > 0 ? { span: { start, end: lineEnd < 0 ? end : lineEnd + 1 }, newText: "" } : undefined;
}
