import type { FileId, Place, PortChange, Word } from "../../facts.js";
import type { Span } from "../../text.js";
import type { Piece } from "../../yaml/node.js";

/** As `Piece`, or a stretch that a variable brings along from another file, such as `.env`. */
export interface PlacedPiece extends Piece {
  readonly file?: FileId | undefined;
}

/** A text whose letters know where they stand in the file; a scalar is one. */
export interface Placed {
  readonly text: string;
  /** As in `ScalarNode`; letters that no piece covers stand nowhere. */
  readonly pieces: readonly PlacedPiece[];
  /** All of it in the file, quotes included. */
  readonly span: Span;
}

/** Stands in a text for what only the running system knows. */
export const unknown = "\u0000";

export function part(placed: Placed, start: number, end = placed.text.length): Placed {
  const pieces: PlacedPiece[] = [];
  for (let index = firstBehind(placed.pieces, start); index < placed.pieces.length; index++) {
    const { inner, outer, length, file } = placed.pieces[index] ?? nothing;
    if (inner >= end) break;
    const from = Math.max(start, inner);
    const to = Math.min(end, inner + length);
    if (from < to) pieces.push({ inner: from - start, outer: outer + (from - inner), length: to - from, file });
  }
  return { text: placed.text.slice(start, end), pieces, span: placed.span };
}

const nothing: PlacedPiece = { inner: 0, outer: 0, length: 0 };

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
  const pieces: { inner: number; outer: number; length: number; file: FileId | undefined }[] = [];
  let text = "";
  for (const each of parts) {
    for (const { inner, outer, length, file } of each.pieces) {
      const last = pieces.at(-1);
      const at = text.length + inner;
      if (last && continues(last, { inner: at, outer, length, file })) last.length += length;
      else pieces.push({ inner: at, outer, length, file });
    }
    text += each.text;
  }
  return { text, pieces, span };
}

function continues(before: PlacedPiece, { inner, outer, file }: PlacedPiece): boolean {
  const { length } = before;
  return before.file === file && before.inner + length === inner && before.outer + length === outer;
}

/** Where a text stands letter by letter; undefined where it does not stand in one piece. */
export function exactPlace({ text, pieces }: Placed, file: FileId): Place | undefined {
  const piece = pieces.find(({ inner, length }) => inner <= 0 && length >= text.length);
  if (piece === undefined || text === "") return undefined;
  return { file: piece.file ?? file, span: { start: piece.outer, end: piece.outer + text.length } };
}

/** Where a finding about a text stands: in the file itself, even where a variable brings it from another. */
export function placeOf(placed: Placed, file: FileId): Place {
  const place = exactPlace(placed, file);
  return place?.file === file ? place : { file, span: placed.span };
}

export function wordOf(placed: Placed, file: FileId): Word {
  return { text: placed.text, place: placeOf(placed, file) };
}

/**
 * How a port is changed whose digits are all that a text is. Those that a variable brings from another file are changed
 * there.
 *
 * @param within what may be edited of the file: digits that an alias stands for belong to others too
 */
export function digitsChange(digits: Placed, within: Place): PortChange {
  const place = exactPlace(digits, within.file);
  if (place === undefined || !/^\d+$/.test(digits.text)) return { kind: "none" };
  const inside = within.span.start <= place.span.start && place.span.end <= within.span.end;
  return inside || place.file !== within.file ? { kind: "digits", place } : { kind: "none" };
}
