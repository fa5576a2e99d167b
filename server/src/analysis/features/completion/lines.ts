import type { LineStarts, Span } from "../../text.js";

/** A line of block YAML, as far as its letters alone tell: nothing around it need parse. */
export interface Line {
  /** Offsets in the text; the end of the line itself is not part of it. */
  readonly start: number;
  readonly end: number;
  /** Columns of the dashes before its content. */
  readonly dashes: readonly number[];
  /** Column of its content; of an empty one, where content would begin. */
  readonly column: number;
  readonly kind: "content" | "empty" | "comment" | "border";
  readonly key: LineKey | undefined;
  /** Offset at which the value begins, or the content where there is no key. */
  readonly valueAt: number;
}

export interface LineKey {
  /** Without quotes. */
  readonly text: string;
  readonly at: number;
  /** Offset behind the colon. */
  readonly end: number;
  /** Whether its value may stand in the lines below: nothing follows it, or only what announces a block. */
  readonly opens: boolean;
}

/** Longer lines are data that somebody pasted. */
const longest = 2000;

export function lineAt(text: string, starts: LineStarts, index: number): Line {
  const start = starts[index] ?? text.length;
  const written = text.slice(start, starts[index + 1] ?? text.length).replace(/[\r\n]+$/, "");
  const end = start + written.length;
  const { dashes, column } = indentation(written);
  const content = written.slice(column);
  const base = { start, end, dashes, column, key: undefined, valueAt: start + column };
  if (content === "" || written.length > longest) return { ...base, kind: "empty" };
  if (content.startsWith("#")) return { ...base, kind: "comment" };
  const key = keyOf(content, start + column);
  if (column === 0 && key === undefined && isBorder(content)) return { ...base, kind: "border" };
  if (key === undefined) return { ...base, kind: "content" };
  const behind = written.slice(key.end - start);
  return { ...base, kind: "content", key, valueAt: key.end + behind.length - behind.trimStart().length };
}

function indentation(written: string): { readonly dashes: readonly number[]; readonly column: number } {
  const dashes: number[] = [];
  let column = written.length - written.trimStart().length;
  while (written[column] === "-" && /^(?:\s|$)/.test(written.slice(column + 1, column + 2))) {
    dashes.push(column);
    const behind = written.slice(column + 1);
    column += 1 + behind.length - behind.trimStart().length;
  }
  return { dashes, column };
}

function keyOf(content: string, at: number): LineKey | undefined {
  const colon = colonOf(content);
  if (colon === undefined) return undefined;
  const value = content.slice(colon + 1).trimStart();
  const opens = /^(?:$|#|[&!]\S*\s*$|(?:[&!]\S*\s+)?[|>][-+\d]*\s*(?:#|$))/.test(value);
  return { text: unquote(content.slice(0, colon).trim()), at, end: at + colon + 1, opens };
}

/** The colon that ends a key at the beginning of a text. */
function colonOf(content: string): number | undefined {
  const quote = content[0];
  if (quote === '"' || quote === "'") {
    const close = content.indexOf(quote, 1);
    const behind = /^\s*:(?=\s|$)/.exec(content.slice(close + 1));
    return close < 0 || behind === null ? undefined : close + behind[0].length;
  }
  if (/^[[{}\],&*!|>%@`]/.test(content)) return undefined;
  const found = /:(?=\s|$)/.exec(content);
  return found === null || /\s#|^#/.test(content.slice(0, found.index)) ? undefined : found.index;
}

export function unquote(text: string): string {
  return /^(["']).*\1$/.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

/** The inside of what is in quotes, whether they are closed or not. */
export function withoutQuotes(text: string, { start, end }: Span): Span {
  const quote = text[start];
  if (start === end || (quote !== '"' && quote !== "'")) return { start, end };
  return { start: start + 1, end: end > start + 1 && text[end - 1] === quote ? end - 1 : end };
}

/** What separates documents: a marker of YAML, a fence of a page, whatever a script says around a here-document. */
function isBorder(content: string): boolean {
  return !/^(?:\{\{|[}\]])/.test(content);
}
