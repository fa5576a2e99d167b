import { unknown } from "../../variables.js";
import type { FoundExpansion } from "./expansions.js";

const names = /\$(?:\$|\{|([A-Za-z_]\w*))/g;
/** What Compose takes for a variable, from its brace on. */
const variable = /^\{[A-Za-z_]\w*(?::?[-+?][^{}]*)?\}/;

/**
 * The text of a configuration that stands in a Compose file, letter for letter as the collector gets it: `$$` is one
 * dollar sign, and the place of the other, as that of each variable, is held by unknown letters. What looks like one to
 * the collector alone makes Compose refuse the file.
 */
export function interpolatedByCompose(text: string): {
  readonly letters: string;
  readonly refused: readonly FoundExpansion[];
} {
  const refused: FoundExpansion[] = [];
  let letters = "";
  let at = 0;
  for (const { index: start, 0: mark, 1: name } of text.matchAll(names)) {
    if (start < at) continue;
    letters += text.slice(at, start);
    const braced = name === undefined && mark === "${" ? bracedAt(text, start) : undefined;
    const end = braced?.end ?? start + mark.length;
    if (braced?.isVariable === false) {
      refused.push({ uri: text.slice(start + 2, end - 1), state: "refused", start, end });
    }
    letters += mark === "$$" ? `${unknown}$` : unknown.repeat(end - start);
    at = end;
  }
  return { letters: letters + text.slice(at), refused };
}

/** Longest that is looked at; nobody writes a default of this size. */
const longest = 1000;

function bracedAt(text: string, start: number): { readonly end: number; readonly isVariable: boolean } {
  const rest = text.slice(start + 1, start + longest);
  const match = variable.exec(rest);
  if (match) return { end: start + 1 + match[0].length, isVariable: true };
  const close = rest.indexOf("}");
  // Defaults with variables inside are Compose's concern.
  const nested = close < 0 || rest.slice(1, close).includes("$");
  return { end: close < 0 ? start + 2 : start + 2 + close, isVariable: nested };
}
