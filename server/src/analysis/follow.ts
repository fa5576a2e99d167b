import type { Span } from "./text.js";

/** The lines at the beginning and at the end of a text that another text has too; between them everything may differ. */
export interface CommonLines {
  /** Where the first ones end, in both texts. */
  readonly head: number;
  /** Where the last ones begin. */
  readonly tailBefore: number;
  readonly tailAfter: number;
}

export function commonLines(before: string, after: string): CommonLines {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  while (head > 0 && before[head - 1] !== "\n") head--;
  let tail = 0;
  while (tail < shorter - head && lastButOf(before, tail) === lastButOf(after, tail)) tail++;
  const tailBefore = lineFrom(before, before.length - tail, after[after.length - tail - 1]);
  return { head, tailBefore, tailAfter: tailBefore + after.length - before.length };
}

/** Where a span of the first text stands in the other one; undefined where its lines are not the same any more. */
export function followSpan({ start, end }: Span, { head, tailBefore, tailAfter }: CommonLines): Span | undefined {
  if (end <= head) return { start, end };
  if (start < tailBefore) return undefined;
  const by = tailAfter - tailBefore;
  return { start: start + by, end: end + by };
}

function lastButOf(text: string, count: number): number {
  return text.charCodeAt(text.length - 1 - count);
}

/** The first beginning of a line from here on. What stands before here in the other text tells whether here is one. */
function lineFrom(text: string, from: number, otherBefore: string | undefined): number {
  if (isLineStart(text[from - 1]) && isLineStart(otherBefore)) return from;
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

function isLineStart(before: string | undefined): boolean {
  return before === undefined || before === "\n";
}
