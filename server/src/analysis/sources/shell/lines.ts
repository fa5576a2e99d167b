import type { Piece } from "../../yaml/node.js";
import type { Placed } from "../compose/placed.js";

/** A line of a file: from its first letter that counts to its end, and where the next one begins. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** The lines between two offsets; ends of line are LF, CRLF and lone CR. */
export function linesOf(text: string, from = 0, to = text.length): readonly Line[] {
  const lines: Line[] = [];
  const eol = /\r\n|\n|\r/g;
  eol.lastIndex = from;
  let start = from;
  for (let match = eol.exec(text); match && match.index < to; match = eol.exec(text)) {
    lines.push({ start, end: match.index, next: eol.lastIndex });
    start = eol.lastIndex;
  }
  if (start < to) lines.push({ start, end: to, next: to });
  return lines;
}

/** Lines as one text with plain ends of line, as a literal block of YAML has them. */
export function joinLines(text: string, lines: readonly Line[]): Placed {
  const pieces: Piece[] = [];
  let joined = "";
  for (const { start, end, next } of lines) {
    const plainEol = next === end + 1 && text[end] === "\n";
    pieces.push({ inner: joined.length, outer: start, length: end - start + (plainEol ? 1 : 0) });
    joined += text.slice(start, end) + (next > end ? "\n" : "");
  }
  const first = lines[0]?.start ?? 0;
  return { text: joined, pieces, span: { start: first, end: Math.max(first, lines.at(-1)?.end ?? 0) } };
}
