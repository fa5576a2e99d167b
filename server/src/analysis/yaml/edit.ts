import type { Span, TextEdit } from "../text.js";
import { lineStartsOf, positionAt } from "../text.js";
import { asMap, asSeq } from "./access.js";
import type { Entry } from "./node.js";

/** A place under a key where lines can be added without touching what stands there. */
export interface Slot {
  readonly key: Span;
  readonly value: Span;
  readonly holds: "nothing" | "block" | "flow-map" | "flow-seq" | "scalar";
  /** Where the first thing inside a block begins; its column is the indentation of what is added. */
  readonly firstChild: number | undefined;
}

export function slotOf(entry: Entry): Slot {
  const map = asMap(entry.value);
  const seq = asSeq(entry.value);
  const base = { key: entry.key.span, value: entry.value.span };
  if (entry.value.kind === "alias") return { ...base, holds: "scalar", firstChild: undefined };
  if (map) {
    const firstChild = map.entries[0]?.span.start;
    return { ...base, holds: map.flow ? "flow-map" : "block", firstChild };
  }
  if (seq) return { ...base, holds: seq.flow ? "flow-seq" : "block", firstChild: seq.items[0]?.span.start };
  const nothing = entry.value.kind === "scalar" && entry.value.value === null;
  return { ...base, holds: nothing ? "nothing" : "scalar", firstChild: undefined };
}

const indentStep = 2;

/**
 * Adds lines under a key, in the style that is already there. `lines` are block YAML, nested by two spaces a level; in
 * a flow map they are written as one. Undefined where there is no place for them: the key holds a scalar or an alias.
 */
export function insertUnder(text: string, slot: Slot, lines: readonly string[]): TextEdit | undefined {
  switch (slot.holds) {
    case "scalar":
    case "flow-seq":
      return undefined;
    case "flow-map":
      return insertInFlow(text, slot, lines);
    case "block":
    case "nothing":
      return insertInBlock(text, slot, lines);
  }
}

/** Adds an item at the end of a list, in the style that is already there. Undefined for what is no list. */
export function appendToList(text: string, slot: Slot, item: string): TextEdit | undefined {
  if (slot.holds === "flow-seq") {
    const inside = text.slice(slot.value.start + 1, slot.value.end - 1);
    const at = slot.value.start + 1 + inside.trimEnd().length;
    const separator = inside.trim() === "" || inside.trimEnd().endsWith(",") ? "" : ", ";
    return { span: { start: at, end: at }, newText: separator + item };
  }
  if (slot.holds !== "block" || slot.firstChild === undefined) return undefined;
  const dash = text.lastIndexOf("-", slot.firstChild - 1);
  if (text.slice(dash + 1, slot.firstChild).trim() !== "") return undefined;
  const indent = positionAt(lineStartsOf(text), dash).character;
  const at = endOfLine(text, slot.value.end);
  return { span: { start: at, end: at }, newText: `${eolOf(text)}${" ".repeat(indent)}- ${item}` };
}

function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function insertInBlock(text: string, slot: Slot, lines: readonly string[]): TextEdit {
  const starts = lineStartsOf(text);
  const column = (offset: number): number => positionAt(starts, offset).character;
  const indent = slot.firstChild === undefined ? column(slot.key.start) + indentStep : column(slot.firstChild);
  const eol = eolOf(text);
  // Behind the key's line and whatever comment stands on it; a literal `null` or `~` gives way.
  const explicitNull = slot.holds === "nothing" && slot.value.end > slot.value.start;
  const from = explicitNull ? slot.value : { start: slot.key.end, end: slot.key.end };
  const lineEnd = endOfLine(text, from.end);
  const added = lines.map((line) => eol + " ".repeat(indent) + line).join("");
  if (explicitNull) {
    return { span: { start: from.start, end: lineEnd }, newText: text.slice(from.end, lineEnd).trimStart() + added };
  }
  return { span: { start: lineEnd, end: lineEnd }, newText: added };
}

function insertInFlow(text: string, slot: Slot, lines: readonly string[]): TextEdit {
  const at = slot.value.start + 1;
  const flow = asFlow(lines);
  const rest = text.slice(at, slot.value.end - 1);
  const separator = rest.trim() === "" ? "" : /^\s/.test(rest) ? "," : ", ";
  const padding = /^\s/.test(rest) && rest.trim() !== "" ? " " : "";
  return { span: { start: at, end: at }, newText: padding + flow + separator };
}

/** `a:`, `  b: 1` becomes `a: {b: 1}`. Only maps; that is all that is ever inserted there. */
function asFlow(lines: readonly string[]): string {
  const depthOf = (line: string): number => (line.length - line.trimStart().length) / indentStep;
  let flow = "";
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    const deeper = next !== undefined && depthOf(next) > depthOf(line);
    const closing = Math.max(0, depthOf(line) - (next === undefined ? 0 : depthOf(next)));
    flow += line.trimStart() + (deeper ? " {" : "}".repeat(closing) + (next === undefined ? "" : ", "));
  }
  return flow;
}

function endOfLine(text: string, from: number): number {
  const match = /\r|\n/.exec(text.slice(from));
  return match === null ? text.length : from + match.index;
}
