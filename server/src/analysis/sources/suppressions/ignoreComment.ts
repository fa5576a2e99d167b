import { givenReason } from "../../reason.js";
import type { Span } from "../../text.js";

/** Stands in every comment that ignores something. */
export const ignoreWord = "portolan-ignore";

/** What `# portolan-ignore a, b: reason` says. */
export interface IgnoreComment {
  /** Offsets from the comment's beginning; empty where it names no rule. */
  readonly names: readonly (Span & { readonly text: string })[];
  readonly reason: string | undefined;
}

/** Undefined for a comment that says something else. */
export function parseIgnoreComment(comment: string): IgnoreComment | undefined {
  const opening = /^(?:#+|<!--)[ \t]*portolan-ignore(?![\w-])/.exec(comment);
  if (opening === null) return undefined;
  const names: (Span & { text: string })[] = [];
  const name = /(?:[ \t]*,)?[ \t]*([\w-]*\w)/y;
  name.lastIndex = opening[0].length;
  let at = name.lastIndex;
  for (let match = name.exec(comment); match; match = name.exec(comment)) {
    const [whole, text = ""] = match;
    if (names.length > 0 && !whole.trimStart().startsWith(",")) break;
    at = name.lastIndex;
    names.push({ text, start: at - text.length, end: at });
  }
  return { names, reason: reasonBehind(comment.slice(at)) };
}

/** `: only in tests`; the colon may be missing, and another comment may follow. */
function reasonBehind(rest: string): string | undefined {
  const text = rest.replace(/-->\s*$/, "").replace(/^[ \t]*(?:[:—]|-+(?=\s))?/, "");
  return givenReason(text.split(/(?:^|[ \t])#(?=[ \t])/, 1)[0]);
}
