import type { Span } from "../text.js";
import type { Piece, ScalarNode } from "./node.js";

/** Carries offsets of the text that was parsed over to the file it stands in. */
export interface Placement {
  span(start: number, end: number): Span;
  pieces(pieces: readonly Piece[]): readonly Piece[];
}

/** The text is the file. */
export const inWholeFile: Placement = {
  span: (start, end) => ({ start, end }),
  pieces: (pieces) => pieces,
};

/** The text begins at this offset of the file. */
export function furtherDown(by: number): Placement {
  if (by === 0) return inWholeFile;
  return {
    span: (start, end) => ({ start: start + by, end: end + by }),
    pieces: (pieces) => pieces.map((piece) => ({ ...piece, outer: piece.outer + by })),
  };
}

/** The text is what a scalar says. */
export function withinScalar(scalar: ScalarNode): Placement {
  const outer = scalar.pieces;
  return {
    span: (start, end) => spanIn(outer, start, end),
    pieces: (pieces) => pieces.flatMap((piece) => split(piece, outer)),
  };
}

function spanIn(pieces: readonly Piece[], start: number, end: number): Span {
  const from = offsetIn(pieces, start);
  // The end belongs to the last character inside, not to whatever stands behind the line's indentation.
  const to = end > start ? endIn(pieces, end - 1) : from;
  return { start: from, end: Math.max(from, to) };
}

function offsetIn(pieces: readonly Piece[], inner: number): number {
  const piece = pieces[indexOf(pieces, inner)];
  if (piece === undefined) return 0;
  return piece.outer + Math.max(0, Math.min(inner - piece.inner, piece.length));
}

/** Where a character ends: behind its letter, or behind the escape it came from. */
function endIn(pieces: readonly Piece[], inner: number): number {
  const index = indexOf(pieces, inner);
  const piece = pieces[index];
  if (piece === undefined) return 0;
  if (inner < piece.inner + piece.length) return piece.outer + (inner - piece.inner) + 1;
  return pieces[index + 1]?.outer ?? piece.outer + piece.length;
}

/** The last piece that begins at or before an inner offset. */
function indexOf(pieces: readonly Piece[], inner: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.inner ?? 0) <= inner) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A stretch of the inner text may cross several pieces of the outer scalar. */
function split(piece: Piece, outer: readonly Piece[]): Piece[] {
  if (piece.length === 0) return [{ ...piece, outer: offsetIn(outer, piece.outer) }];
  const result: Piece[] = [];
  const end = piece.outer + piece.length;
  for (let index = indexOf(outer, piece.outer); index < outer.length; index++) {
    const host = outer[index];
    if (host === undefined || host.inner >= end) break;
    if (host.length === 0 && host.inner >= piece.outer) {
      result.push({ inner: piece.inner + (host.inner - piece.outer), outer: host.outer, length: 0 });
    }
    const from = Math.max(piece.outer, host.inner);
    const to = Math.min(end, host.inner + host.length);
    if (to <= from) continue;
    result.push({
      inner: piece.inner + (from - piece.outer),
      outer: host.outer + (from - host.inner),
      length: to - from,
    });
  }
  return result;
}
