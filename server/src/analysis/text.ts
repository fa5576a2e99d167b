/** A stretch of a file: offsets in UTF-16 code units from the file's beginning, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A position as the Language Server Protocol counts it: line and UTF-16 column, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** The offset at which each line begins; `[0, …]`, never empty. Ends of line are LF, CRLF and lone CR. */
export type LineStarts = readonly number[];

export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

export function lineStartsOf(text: string): LineStarts {
  const starts = [0];
  for (const eol of text.matchAll(/\r\n|\n|\r/g)) starts.push(eol.index + eol[0].length);
  return starts;
}

export function positionAt(lines: LineStarts, offset: number): Position {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (lines[low] ?? 0) };
}

export function rangeOf(lines: LineStarts, span: Span): Range {
  return { start: positionAt(lines, span.start), end: positionAt(lines, span.end) };
}

/** The offset of a position; beyond the last line or before the first it is clamped to what exists. */
export function offsetAt(lines: LineStarts, position: Position, length: number): number {
  const start = lines[position.line];
  if (start === undefined) return position.line < 0 ? 0 : length;
  const next = lines[position.line + 1];
  const lineEnd = next === undefined ? length : next - 1;
  return Math.max(start, Math.min(start + position.character, lineEnd));
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Applies edits that do not overlap; their order does not matter. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
  let result = "";
  let at = 0;
  for (const edit of sorted) {
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
