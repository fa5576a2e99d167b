import { lineStartsOf, positionAt, type LineStarts, type Span } from "../../text.js";
import { flowCursor } from "./flowCursor.js";
import { lineAt, unquote, withoutQuotes, type Line } from "./lines.js";
import { outlineAbove, siblingsOf, type Step } from "./outline.js";

/** Where somebody is typing, read off the letters around the cursor. */
export interface Cursor {
  readonly offset: number;
  readonly path: readonly Step[];
  /** As `Outline` has it. */
  readonly border: number;
  /** What stands there: a key of a map (or its beginning), a value behind a key, an item of a list. */
  readonly role: "key" | "value" | "item";
  /** What is being typed, what follows the cursor included; without quotes. */
  readonly token: Span;
  /** What has to stand before what is inserted: the space that a colon or dash still lacks. */
  readonly lead: "" | " ";
  /** Keys or items that are written beside it already. */
  readonly siblings: ReadonlySet<string>;
  /** In which column a key here stands; what belongs under it stands deeper. */
  readonly column: number;
  readonly flow: boolean;
  /** Whether a colon follows already. */
  readonly hasColon: boolean;
  /** What must not be read for the rest to be understood. */
  readonly broken: Span;
}

/** Undefined in comments, and where nothing can be said. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const starts = lineStartsOf(text);
  const index = positionAt(starts, offset).line;
  const line = lineAt(text, starts, index);
  const head = text.slice(line.start, offset).replace(/"[^"]*"|'[^']*'/g, (quoted) => "_".repeat(quoted.length));
  if (offset > line.end || /(?:^|\s)#/.test(head) || /^(?:---|\.\.\.|```|~~~)/.test(head)) return undefined;
  return flowCursor(text, starts, index, offset) ?? blockCursor(text, starts, index, line, offset);
}

function blockCursor(text: string, starts: LineStarts, index: number, line: Line, offset: number): Cursor | undefined {
  const { key, dashes } = line;
  if (line.kind === "comment") return undefined;
  if (key && offset >= key.end) return valueCursor(text, starts, index, line, offset);
  const isEmpty = line.kind === "empty";
  const dash = dashes.at(-1);
  const first = isEmpty ? line.start + (dash === undefined ? 0 : dash + 1) : line.start + line.column;
  // Before what is written there, or before a dash, nothing is being typed.
  if (offset < first) return undefined;
  const isItem = dash !== undefined && key === undefined;
  const from = isEmpty ? offset : first;
  const column = from - line.start;
  const outline = outlineAbove(text, starts, index, dashes[0] ?? column, dashes.length > 0);
  if (outline === undefined) return undefined;
  const token = { start: from, end: key ? key.end - 1 : Math.max(offset, endOfToken(text, from, line.end)) };
  const behindDash = isItem && offset === line.start + dash + 1;
  return {
    offset,
    path: [...outline.path, ...dashes.map((each) => ({ key: "*", at: line.start + each }))],
    border: outline.border,
    role: isItem ? "item" : "key",
    token: withoutQuotes(text, token),
    lead: behindDash ? " " : "",
    siblings: wordsBeside(text, starts, index, { column: isItem ? dash : column, isItem, begins: dashes.length > 0 }),
    column: column + (behindDash ? 1 : 0),
    flow: false,
    hasColon: key !== undefined,
    broken: key ? { start: offset, end: offset } : token,
  };
}

function valueCursor(text: string, starts: LineStarts, index: number, line: Line, offset: number): Cursor | undefined {
  const { key, dashes, valueAt: begin } = line;
  const outline = outlineAbove(text, starts, index, dashes[0] ?? line.column, dashes.length > 0);
  if (key === undefined || outline === undefined) return undefined;
  const start = Math.min(begin, offset);
  const token = { start, end: Math.max(offset, endOfToken(text, start, line.end)) };
  return {
    offset,
    path: [
      ...outline.path,
      ...dashes.map((each) => ({ key: "*", at: line.start + each })),
      { key: key.text, at: key.at },
    ],
    border: outline.border,
    role: "value",
    token: withoutQuotes(text, token),
    lead: start === key.end ? " " : "",
    siblings: new Set(),
    column: line.column,
    flow: false,
    hasColon: false,
    broken: token,
  };
}

function wordsBeside(
  text: string,
  starts: LineStarts,
  index: number,
  at: { readonly column: number; readonly isItem: boolean; readonly begins: boolean },
): ReadonlySet<string> {
  const lines = siblingsOf(text, starts, index, at);
  const words = lines.map(({ key, valueAt: from, end }) =>
    at.isItem ? unquote(text.slice(from, endOfToken(text, from, end))) : key?.text,
  );
  return new Set(words.filter((word) => word !== undefined));
}

/** A comment behind it is not a part of it. */
function endOfToken(text: string, start: number, lineEnd: number): number {
  const written = text.slice(start, lineEnd);
  return start + (written.split(/(?:^|\s)#/, 1)[0] ?? "").trimEnd().length;
}
