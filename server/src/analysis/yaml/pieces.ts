import type { Piece, ScalarStyle } from "./node.js";

/**
 * Finds where each stretch of a scalar's value stands in the source. Empty where the two do not agree, so that a caller
 * falls back to the whole scalar instead of pointing at a wrong letter.
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
      return source.startsWith(value, start)
        ? [{ inner: 0, outer: start, length: value.length }]
        : alignFlow(source, start, end, value, style);
    case "single-quoted":
    case "double-quoted": {
      const unchanged = end - start === value.length + 2 && source.startsWith(value, start + 1);
      if (unchanged) return [{ inner: 0, outer: start + 1, length: value.length }];
      // A quote that is not closed yet belongs to what is still typed.
      const quote = source[start] ?? "";
      const closed = end - start > 1 && source[end - 1] === quote;
      return alignFlow(source, start + 1, closed ? end - 1 : end, value, style);
    }
    case "folded":
      return alignFolded(source, afterBlockHeader(source, start), end, value);
  }
}

function afterBlockHeader(source: string, start: number): number {
  const newline = /\r\n|\n/g;
  newline.lastIndex = start;
  return newline.exec(source)?.index ?? source.length;
}

/** Line for line: a literal block's value is its lines without their indentation. */
function alignLiteral(source: string, start: number, end: number, value: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const eol = /\r\n|\n/g;
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
    pieces.push({ inner, outer, length: line.length });
    inner += line.length;
    if (inner < value.length) pieces.push({ inner, outer: lineEnd, length: 0 });
    inner++;
    lineStart = next ? eol.lastIndex : source.length + 1;
  }
  return pieces;
}

/** Collects pieces letter by letter; what stands there in other letters is a piece of no length. */
class Pieces {
  readonly all: { inner: number; outer: number; length: number }[] = [];
  inner = 0;

  letter(outer: number): void {
    const last = this.all.at(-1);
    if (last && last.length > 0 && last.inner + last.length === this.inner && last.outer + last.length === outer) {
      last.length++;
    } else {
      this.all.push({ inner: this.inner, outer, length: 1 });
    }
    this.inner++;
  }

  /** An escape or a fold that stands for `produces` letters. */
  mark(outer: number, produces: number): void {
    this.all.push({ inner: this.inner, outer, length: 0 });
    this.inner += produces;
  }
}

const blank = /[ \t]/;

/** Plain and quoted scalars: lines are folded, escapes resolved, doubled quotes halved. */
function alignFlow(
  source: string,
  start: number,
  end: number,
  value: string,
  style: "plain" | "single-quoted" | "double-quoted",
): readonly Piece[] {
  const pieces = new Pieces();
  let at = start;
  while (at < end) {
    const char = source[at] ?? "";
    const fold = blank.test(char) || breakAt(source, at) > 0 ? foldAt(source, at, end) : undefined;
    if (fold) {
      if (fold.produced !== value.slice(pieces.inner, pieces.inner + fold.produced.length)) return [];
      pieces.mark(at, fold.produced.length);
      at += fold.length;
    } else if (style === "double-quoted" && char === "\\") {
      const escape = escapeAt(source, at, end);
      pieces.mark(at, escape.produces);
      at += escape.length;
    } else if (char !== value[pieces.inner]) {
      return [];
    } else if (style === "single-quoted" && char === "'") {
      pieces.mark(at, 1);
      at += 2;
    } else {
      pieces.letter(at);
      at++;
    }
  }
  if (pieces.inner !== value.length) return [];
  pieces.mark(end, 0);
  return pieces.all;
}

/** How many letters the end of a line takes; 0 where there is none. */
function breakAt(source: string, at: number): number {
  if (source[at] === "\n") return 1;
  return source[at] === "\r" && source[at + 1] === "\n" ? 2 : 0;
}

/** Blank space around an end of line: one end is a space, each further one an end of line. */
function foldAt(
  source: string,
  start: number,
  end: number,
): { readonly length: number; readonly produced: string } | undefined {
  let at = start;
  let breaks = 0;
  while (at < end) {
    const width = breakAt(source, at);
    if (width > 0) breaks++;
    else if (!blank.test(source[at] ?? "")) break;
    at += width || 1;
  }
  if (breaks === 0) return undefined;
  return { length: at - start, produced: breaks === 1 ? " " : "\n".repeat(breaks - 1) };
}

/** How long an escape in a double-quoted scalar is, and how many UTF-16 units it stands for. */
function escapeAt(source: string, at: number, end: number): { readonly length: number; readonly produces: number } {
  switch (source[at + 1]) {
    case "x":
      return { length: 4, produces: 1 };
    case "u":
      return { length: 6, produces: 1 };
    case "U":
      return { length: 10, produces: parseInt(source.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1 };
    case "\r":
    case "\n": {
      // An end of line that is escaped counts for nothing, but those behind it do.
      const fold = foldAt(source, at + 1, end);
      return { length: 1 + (fold?.length ?? 1), produces: fold?.produced === " " ? 0 : (fold?.produced.length ?? 0) };
    }
    default:
      return { length: 2, produces: 1 };
  }
}

const whitespace = /\s/;

/** Folded blocks keep some ends of line and fold others; walking value and source side by side needs no rule for it. */
function alignFolded(source: string, start: number, end: number, value: string): readonly Piece[] {
  const pieces = new Pieces();
  let at = start;
  while (pieces.inner < value.length && at < end) {
    const char = source[at] ?? "";
    if (char === value[pieces.inner]) {
      if (char === "\n") pieces.mark(at, 1);
      else pieces.letter(at);
      at++;
    } else if (whitespace.test(char)) {
      while (at < end && whitespace.test(source[at] ?? "")) at++;
      while (pieces.inner < value.length && skips(value[pieces.inner] ?? "", source[at])) pieces.inner++;
    } else {
      return [];
    }
  }
  return value.slice(pieces.inner).trim() === "" ? pieces.all : [];
}

function skips(letter: string, next: string | undefined): boolean {
  return whitespace.test(letter) && letter !== next;
}
