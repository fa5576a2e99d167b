import type { Span, TextEdit } from "../text.js";
import { applyEdits, lineStartsOf, positionAt } from "../text.js";
import { asMap, asSeq } from "./access.js";
import type { Entry } from "./node.js";
import { listGained, mapGained } from "./editCheck.js";

/** A place under a key where lines can be added without touching what stands there. */
export interface Slot {
  readonly key: Span;
  readonly value: Span;
  readonly holds: "nothing" | "block-map" | "block-seq" | "flow-map" | "flow-seq" | "scalar";
  /** Where the first thing inside begins; in a block its column is the indentation of what is added. */
  readonly firstChild: number | undefined;
  /** Where the last thing inside ends. */
  readonly lastChild: number | undefined;
}

export function slotOf(entry: Entry): Slot {
  const map = asMap(entry.value);
  const seq = asSeq(entry.value);
  const base = { key: entry.key.span, value: entry.value.span };
  const empty = { ...base, firstChild: undefined, lastChild: undefined };
  if (entry.value.kind === "alias") return { ...empty, holds: "scalar" };
  if (map) {
    const [first] = map.entries;
    const holds = map.flow ? "flow-map" : "block-map";
    return { ...base, holds, firstChild: first?.span.start, lastChild: map.entries.at(-1)?.span.end };
  }
  if (seq) {
    const holds = seq.flow ? "flow-seq" : "block-seq";
    return { ...base, holds, firstChild: seq.items[0]?.span.start, lastChild: seq.items.at(-1)?.span.end };
  }
  const nothing = entry.value.kind === "scalar" && entry.value.value === null;
  return { ...empty, holds: nothing ? "nothing" : "scalar" };
}

const indentStep = 2;

/**
 * Adds lines under a key, in the style that is already there. `lines` are block YAML, nested by two spaces a level; in
 * a flow map they are written as one. Undefined where there is no place for them, or where what comes out would not
 * read as it was meant: a key in a flow map, a document in quotes.
 */
export function insertUnder(text: string, slot: Slot, lines: readonly string[]): TextEdit | undefined {
  const edit = insertion(text, slot, lines);
  return edit && mapGained(text, applyEdits(text, [edit]), slot.key.start, lines) ? edit : undefined;
}

/** Adds an item at the end of a list, in the style that is already there; undefined as for `insertUnder`. */
export function appendToList(text: string, slot: Slot, item: string): TextEdit | undefined {
  const edit = addition(text, slot, item);
  return edit && listGained(text, applyEdits(text, [edit]), slot.key.start, item) ? edit : undefined;
}

/**
 * Adds an entry behind another of the same map, in the style that is already there. Undefined where something else
 * stands on the line.
 *
 * @param written `key: value`
 */
export function insertBeside(text: string, entry: Span, flow: boolean, written: string): TextEdit | undefined {
  if (flow) return { span: { start: entry.end, end: entry.end }, newText: `, ${written}` };
  const at = endOfLine(text, entry.end);
  if (!/^[ \t]*(?:#.*)?$/.test(text.slice(entry.end, at))) return undefined;
  const indent = positionAt(lineStartsOf(text), entry.start).character;
  return { span: { start: at, end: at }, newText: `${eolOf(text)}${" ".repeat(indent)}${written}` };
}

function insertion(text: string, slot: Slot, lines: readonly string[]): TextEdit | undefined {
  switch (slot.holds) {
    case "scalar":
    case "flow-seq":
    case "block-seq":
      return undefined;
    case "flow-map":
      return insertInFlow(text, slot, lines);
    case "block-map":
    case "nothing":
      return insertInBlock(text, slot, lines);
  }
}

function insertInBlock(text: string, slot: Slot, lines: readonly string[]): TextEdit {
  const starts = lineStartsOf(text);
  const column = (offset: number): number => positionAt(starts, offset).character;
  const indent = slot.firstChild === undefined ? column(slot.key.start) + indentStep : column(slot.firstChild);
  const added = lines.map((line) => eolOf(text) + " ".repeat(indent) + line).join("");
  // Behind the key's line and whatever comment stands on it; a literal `null` or `~` gives way.
  if (slot.holds === "nothing" && slot.value.end > slot.value.start) {
    const lineEnd = endOfLine(text, slot.value.end);
    const comment = text.slice(slot.value.end, lineEnd).trim();
    const before = text.slice(0, slot.value.start);
    const start = comment === "" ? before.trimEnd().length : slot.value.start;
    return { span: { start, end: lineEnd }, newText: comment + added };
  }
  const lineEnd = endOfLine(text, slot.key.end);
  return { span: { start: lineEnd, end: lineEnd }, newText: added };
}

function insertInFlow(text: string, slot: Slot, lines: readonly string[]): TextEdit {
  const at = slot.value.start + 1;
  const rest = text.slice(at, slot.value.end - 1);
  const empty = slot.firstChild === undefined;
  const spaced = !empty && /^\s/.test(rest);
  const separator = empty ? "" : spaced ? "," : ", ";
  return { span: { start: at, end: at }, newText: (spaced ? " " : "") + asFlow(lines) + separator };
}

/** `a:`, `  b: 1` becomes `a: {b: 1}`. */
export function asFlow(lines: readonly string[]): string {
  const depthOf = (line: string): number => (line.length - line.trimStart().length) / indentStep;
  let flow = "";
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    const deeper = next !== undefined && depthOf(next) > depthOf(line);
    const closing = Math.max(0, depthOf(line) - (next === undefined ? 0 : depthOf(next)));
    const behind = deeper ? " {" : "}".repeat(closing) + (next === undefined ? "" : ", ");
    flow += line.trimStart() + behind;
  }
  return flow;
}

function addition(text: string, slot: Slot, item: string): TextEdit | undefined {
  const { holds, firstChild, lastChild } = slot;
  if (holds === "flow-seq") {
    const at = lastChild ?? slot.value.start + 1;
    return { span: { start: at, end: at }, newText: lastChild === undefined ? item : `, ${item}` };
  }
  if (holds !== "block-seq" || firstChild === undefined) return undefined;
  // The value of an empty first item begins behind its dash.
  const dash = text.lastIndexOf("-", firstChild - 1);
  const indent = positionAt(lineStartsOf(text), dash).character;
  const at = endOfLine(text, slot.value.end);
  return { span: { start: at, end: at }, newText: `${eolOf(text)}${" ".repeat(indent)}- ${item}` };
}

export function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

export function endOfLine(text: string, from: number): number {
  const match = /\r|\n/.exec(text.slice(from));
  return match === null ? text.length : from + match.index;
}
