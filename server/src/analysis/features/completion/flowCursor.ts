import { positionAt, type LineStarts } from "../../text.js";
import type { Cursor } from "./cursor.js";
import { openLevels, wordsBehind, type FlowLevel } from "./flow.js";
import { lineAt, withoutQuotes, type Line } from "./lines.js";
import { outlineAbove, type Step } from "./outline.js";

/** How many lines a flow collection may have before the cursor, or behind it. */
const farthest = 40;

/** A cursor inside of brackets; undefined where none is open. */
export function flowCursor(text: string, starts: LineStarts, index: number, offset: number): Cursor | undefined {
  const own = lineAt(text, starts, index);
  const column = own.kind === "empty" ? offset - own.start : own.column;
  for (let at = index; at >= 0 && index - at < farthest; at--) {
    const line = lineAt(text, starts, at);
    if (line.kind === "border") return undefined;
    if (at < index && column <= outerColumn(line)) continue;
    if (line.valueAt >= offset || !/^(?:\[|\{(?!\{))/.test(text.slice(line.valueAt, line.valueAt + 2))) continue;
    const levels = openLevels(text, line.valueAt, offset);
    if (levels && levels.length > 0) return cursorIn(levels, { text, starts, index: at, line, offset });
  }
  return undefined;
}

interface Around {
  readonly text: string;
  readonly starts: LineStarts;
  /** The line on which the outermost bracket is. */
  readonly index: number;
  readonly line: Line;
  readonly offset: number;
}

function cursorIn(levels: readonly FlowLevel[], around: Around): Cursor | undefined {
  const { text, starts, index, line, offset } = around;
  const outline = outlineAbove(text, starts, index, outerColumn(line), line.dashes.length > 0);
  const top = levels.at(-1);
  if (outline === undefined || top === undefined) return undefined;
  const lineEnd = lineAt(text, starts, positionAt(starts, offset).line).end;
  const role = top.list ? "item" : top.key ? "value" : "key";
  const start = offset - text.slice(top.from, offset).trimStart().length;
  const rest = /^[^,[\]{}#\n\r]*/.exec(text.slice(offset, lineEnd))?.[0] ?? "";
  const colon = role === "key" ? rest.search(/:(?:\s|$)/) : -1;
  const end = offset + (colon < 0 ? rest : rest.slice(0, colon)).trimEnd().length;
  return {
    offset,
    path: [...outline.path, ...stepsOf(line), ...levels.flatMap(stepInto)],
    border: outline.border,
    role,
    token: withoutQuotes(text, { start, end }),
    lead: role === "value" && top.from === offset ? " " : "",
    siblings: new Set([...top.seen, ...wordsBehind(text.slice(end, lineEnd))]),
    column: line.column,
    flow: true,
    hasColon: colon >= 0,
    broken: isClosed(around) ? { start, end } : { start: line.valueAt, end: lineEnd },
  };
}

/** Whether the outermost bracket is closed before the next line that cannot be inside of it. */
function isClosed({ text, starts, index, line, offset }: Around): boolean {
  const first = positionAt(starts, offset).line;
  for (let at = first; at < starts.length && at - first < farthest; at++) {
    const next = lineAt(text, starts, at);
    const isInside = at === first || next.kind === "empty" || next.column > outerColumn(line) || isCloser(text, next);
    if (!isInside && at > index) return false;
    if (openLevels(text, line.valueAt, next.end)?.length === 0) return true;
  }
  return false;
}

function isCloser(text: string, { start, column }: Line): boolean {
  return /[\]}]/.test(text[start + column] ?? "");
}

function outerColumn({ dashes, column }: Line): number {
  return dashes[0] ?? column;
}

/** What a line itself adds to the path of what stands behind its colon. */
function stepsOf({ dashes, start, key }: Line): readonly Step[] {
  const items = dashes.map((dash) => ({ key: "*", at: start + dash }));
  return key ? [...items, { key: key.text, at: key.at }] : items;
}

function stepInto({ list, key, from }: FlowLevel): readonly Step[] {
  if (list) return [{ key: "*", at: from }];
  return key ? [{ key: key.text, at: key.at }] : [];
}
