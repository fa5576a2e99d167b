import type { Span, TextEdit } from "../text.js";
import { applyEdits, lineStartsOf, positionAt } from "../text.js";
import type { Slot } from "./edit.js";
import { entryReplaced } from "./editCheck.js";

/** An entry as block YAML from its own first column, and as it is written in a flow map. */
export interface NewEntry {
  readonly lines: readonly string[];
  readonly flow: string;
}

/**
 * Puts another entry in the place of one of a map, its first key in the same column. Undefined where what comes out
 * would not read as it was meant.
 *
 * @param slot of the key that holds the map
 * @param key of the old entry
 */
export function replaceEntry(
  text: string,
  slot: Slot,
  key: string,
  entry: Span,
  { lines, flow }: NewEntry,
): TextEdit | undefined {
  const indent = " ".repeat(positionAt(lineStartsOf(text), entry.start).character);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const edit = { span: entry, newText: slot.holds === "flow-map" ? flow : lines.join(eol + indent) };
  return entryReplaced(text, applyEdits(text, [edit]), slot.key.start, key, lines) ? edit : undefined;
}
