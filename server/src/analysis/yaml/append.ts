import { applyEdits, lineStartsOf, positionAt, type TextEdit } from "../text.js";
import { appendToList, asFlow, endOfLine, eolOf, slotOf } from "./edit.js";
import { listGained, mapGainedBehind } from "./editCheck.js";
import type { LocatedEntry } from "./locate.js";
import type { Entry, SeqNode } from "./node.js";

/**
 * Adds a map at the end of a list, in the style of the one before it. Undefined where there is no place for it.
 *
 * @param lines its entries as block YAML
 */
export function appendMap(text: string, entry: Entry, list: SeqNode, lines: readonly string[]): TextEdit | undefined {
  const last = list.items.at(-1);
  if (list.flow || last === undefined || (last.kind === "map" && last.flow)) {
    return appendToList(text, slotOf(entry), `{${asFlow(lines)}}`);
  }
  const dash = text.lastIndexOf("-", last.span.start - 1);
  const indent = columnOf(text, dash);
  const at = endOfValue(text, last.span.end);
  const [first = "", ...rest] = lines;
  const eol = eolOf(text);
  const below = rest.map((line) => `${eol}${" ".repeat(indent + 2)}${line}`).join("");
  const edit = { span: { start: at, end: at }, newText: `${eol}${" ".repeat(indent)}- ${first}${below}` };
  return listGained(text, applyEdits(text, [edit]), entry.key.span.start, lines.join("\n")) ? edit : undefined;
}

/** Adds entries to a map behind one of its own. Undefined in a flow map. */
export function insertBehind(
  text: string,
  { map, entry }: Pick<LocatedEntry, "map" | "entry">,
  lines: readonly string[],
): TextEdit | undefined {
  const [first] = map.entries;
  if (map.flow || first === undefined) return undefined;
  const indent = columnOf(text, first.span.start);
  const at = endOfValue(text, entry.span.end);
  const newText = lines.map((line) => eolOf(text) + " ".repeat(indent) + line).join("");
  const edit = { span: { start: at, end: at }, newText };
  const after = applyEdits(text, [edit]);
  return mapGainedBehind(text, after, first.key.span.start, entry.key.text, lines) ? edit : undefined;
}

function columnOf(text: string, offset: number): number {
  return positionAt(lineStartsOf(text), offset).character;
}

/** The end of a value's last line; a block of text ends behind its own line's end. */
function endOfValue(text: string, end: number): number {
  return endOfLine(text, text.slice(0, end).trimEnd().length);
}
