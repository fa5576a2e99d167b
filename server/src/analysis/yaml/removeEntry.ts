import { applyEdits, lineStartsOf, positionAt, type TextEdit } from "../text.js";
import { entryLost, entryLostUnder } from "./editCheck.js";
import type { LocatedEntry } from "./locate.js";

/**
 * Takes an entry out of a block map, with the comments that speak of it: those right above it in its own column, and
 * those below that are indented deeper. Undefined where it is the only one of its map, or the first of a document;
 * where something else stands on its lines; and where what is left would not read as it was meant.
 */
export function removeEntry(text: string, { map, entry: { key, span }, holder }: LocatedEntry): TextEdit | undefined {
  const [top] = map.entries;
  if (map.flow || map.entries.length < 2 || top === undefined) return undefined;
  const lines = lineStartsOf(text);
  const { line: first, character: column } = positionAt(lines, span.start);
  const last = positionAt(lines, text.slice(0, span.end).trimEnd().length).line;
  const textOf = (line: number): string => text.slice(lines[line] ?? text.length, lines[line + 1] ?? text.length);
  let from = first;
  while (from > 0 && commentColumn(textOf(from - 1)) === column) from--;
  let to = last + 1;
  while (to < lines.length && commentColumn(textOf(to)) > column) to++;
  // Of the blank lines on both sides, one side is enough; at the top of the map, none.
  const isOpenAbove = top.key === key || textOf(from - 1).trim() === "";
  while (isOpenAbove && to < lines.length && textOf(to).trim() === "") to++;
  if (textOf(first).slice(0, column).trim() !== "") return undefined;
  const start = lines[from] ?? 0;
  const edit = { span: { start, end: lines[to] ?? text.length }, newText: "" };
  const after = applyEdits(text, [edit]);
  const isGone = holder
    ? entryLostUnder(text, after, holder.key.span.start, key.text)
    : top.key !== key && entryLost(text, after, top.key.span.start, key.text);
  return isGone ? edit : undefined;
}

/** The column of a comment that stands alone on its line; -1 where there is none. */
function commentColumn(line: string): number {
  const column = line.search(/\S/);
  return column >= 0 && line[column] === "#" ? column : -1;
}
