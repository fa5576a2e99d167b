import type { Piece, ScalarStyle } from "./node.js";

/**
 * Finds where each stretch of a scalar's value stands in the source, by walking both side by side. Empty where the two
 * do not agree, so that a caller falls back to the whole scalar instead of pointing at a wrong letter.
 *
 * @param source the text of the file
 * @param start where the scalar begins, its quote or block header included
 * @param end where it ends
 */
export function alignScalar(
  source: string,
  start: number,
  end: number,
  value: string,
  style: ScalarStyle,
): readonly Piece[] {
  switch (style) {
    case "missing":
      return [];
    case "literal":
      return alignLiteral(source, start, end, value);
    case "plain":
      if (source.startsWith(value, start)) return [{ inner: 0, outer: start, length: value.length }];
      return alignFolded(source, start, end, value, style);
    case "single-quoted":
    case "double-quoted": {
      const length = value.length;
      if (end - start === length + 2 && source.startsWith(value, start + 1)) {
        return [{ inner: 0, outer: start + 1, length }];
      }
      return alignFolded(source, start + 1, end - 1, value, style);
    }
    case "folded":
      return alignFolded(source, afterBlockHeader(source, start), end, value, style);
  }
}

function afterBlockHeader(source: string, start: number): number {
  const newline = source.slice(start).search(/\r\n|\n|\r/);
  return newline < 0 ? source.length : start + newline;
}

/** Line for line: a literal block's value is its lines without their indentation. */
function alignLiteral(source: string, start: number, end: number, value: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const eol = /\r\n|\n|\r/g;
  let inner = 0;
  eol.lastIndex = afterBlockHeader(source, start);
  let lineStart = eol.exec(source) ? eol.lastIndex : source.length;
  for (const line of value.split("\n")) {
    if (inner >= value.length) break;
    if (lineStart > end) return [];
    const next = eol.exec(source);
    const lineEnd = next?.index ?? source.length;
    const outer = lineEnd - line.length;
    if (outer < lineStart || !source.startsWith(line, outer)) return [];
    // The newline is part of the piece, so that an empty last line has a place too.
    pieces.push({ inner, outer, length: line.length + (next?.[0] === "\n" ? 1 : 0) });
    inner += line.length + 1;
    lineStart = next ? eol.lastIndex : source.length + 1;
  }
  return pieces;
}

const whitespace = /\s/;

function alignFolded(source: string, start: number, end: number, value: string, style: ScalarStyle): readonly Piece[] {
  const pieces: { inner: number; outer: number; length: number }[] = [];
  let at = start;
  let inner = 0;
  const take = (outer: number): void => {
    const last = pieces.at(-1);
    if (last && last.inner + last.length === inner && last.outer + last.length === outer) last.length++;
    else pieces.push({ inner, outer, length: 1 });
  };
  while (inner < value.length && at < end) {
    const char = source[at] ?? "";
    if (style === "double-quoted" && char === "\\") {
      const escape = escapeAt(source, at);
      at += escape.length;
      inner += escape.produces;
    } else if (style === "single-quoted" && char === "'") {
      take(at);
      inner++;
      at += 2;
    } else if (char === value[inner]) {
      take(at);
      inner++;
      at++;
    } else if (whitespace.test(char)) {
      while (at < end && whitespace.test(source[at] ?? "")) at++;
      while (inner < value.length && whitespace.test(value[inner] ?? "") && value[inner] !== source[at]) inner++;
    } else {
      return [];
    }
  }
  return value.slice(inner).trim() === "" ? pieces : [];
}

/** How long an escape in a double-quoted scalar is, and how many UTF-16 units it stands for. */
function escapeAt(source: string, at: number): { readonly length: number; readonly produces: number } {
  switch (source[at + 1]) {
    case "x":
      return { length: 4, produces: 1 };
    case "u":
      return { length: 6, produces: 1 };
    case "U":
      return { length: 10, produces: parseInt(source.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1 };
    case "\r":
    case "\n": {
      const lineBreak = /^\\(?:\r\n|\n|\r)[ \t]*/.exec(source.slice(at, at + 256));
      return { length: lineBreak?.[0].length ?? 2, produces: 0 };
    }
    default:
      return { length: 2, produces: 1 };
  }
}
