import type { FileId, Place, PortChange, Word } from "../../facts.js";
import type { Span } from "../../text.js";
import type { Piece } from "../../yaml/node.js";

/** A text whose letters know where they stand in the file; a scalar is one. */
export interface Placed {
  readonly text: string;
  /** As in `ScalarNode`; letters that no piece covers stand nowhere in the file. */
  readonly pieces: readonly Piece[];
  /** All of it in the file, quotes included. */
  readonly span: Span;
}

/** Stands in a text for what only the running system knows. */
export const unknown = "\u0000";

export function part(placed: Placed, start: number, end = placed.text.length): Placed {
  const pieces: Piece[] = [];
  for (let index = firstBehind(placed.pieces, start); index < placed.pieces.length; index++) {
    const { inner, outer, length } = placed.pieces[index] ?? nothing;
    if (inner >= end) break;
    const from = Math.max(start, inner);
    const to = Math.min(end, inner + length);
    if (from < to) pieces.push({ inner: from - start, outer: outer + (from - inner), length: to - from });
  }
  return { text: placed.text.slice(start, end), pieces, span: placed.span };
}

const nothing: Piece = { inner: 0, outer: 0, length: 0 };

/** The first piece that ends behind an offset. */
function firstBehind(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { inner, length } = pieces[middle] ?? nothing;
    if (inner + length > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Letters that stand nowhere in the file, such as a variable's value. */
export function unplaced(text: string, span: Span): Placed {
  return { text, pieces: [], span };
}

export function concat(parts: readonly Placed[], span: Span): Placed {
  const pieces: { inner: number; outer: number; length: number }[] = [];
  let text = "";
  for (const each of parts) {
    for (const { inner, outer, length } of each.pieces) {
      const last = pieces.at(-1);
      const at = text.length + inner;
      if (last && last.inner + last.length === at && last.outer + last.length === outer) last.length += length;
      else pieces.push({ inner: at, outer, length });
    }
    text += each.text;
  }
  return { text, pieces, span };
}

/** Where a text stands letter by letter; undefined where it does not stand in the file in one piece. */
export function exactSpan({ text, pieces }: Placed): Span | undefined {
  const piece = pieces.find(({ inner, length }) => inner <= 0 && length >= text.length);
  return piece === undefined || text === "" ? undefined : { start: piece.outer, end: piece.outer + text.length };
}

export function placeOf(placed: Placed, file: FileId): Place {
  return { file, span: exactSpan(placed) ?? placed.span };
}

export function wordOf(placed: Placed, file: FileId): Word {
  return { text: placed.text, place: placeOf(placed, file) };
}

/**
 * How a port is changed whose digits are all that a text is.
 *
 * @param within what may be edited: digits that an alias stands for belong to others too
 */
export function digitsChange(digits: Placed, within: Place): PortChange {
  const span = exactSpan(digits);
  if (span === undefined || !/^\d+$/.test(digits.text)) return { kind: "none" };
  const inside = within.span.start <= span.start && span.end <= within.span.end;
  return inside ? { kind: "digits", place: { file: within.file, span } } : { kind: "none" };
}
