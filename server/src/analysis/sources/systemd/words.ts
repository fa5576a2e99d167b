import { concat, part, unplaced, type Placed } from "../compose/placed.js";
import { replaced, withExtent } from "../letters.js";

/** A word of a command line or of an `Environment=`. */
export interface UnitWord {
  /** Quotes taken out, escapes resolved; specifiers stay as written. */
  readonly letters: Placed;
  /** As it stands in the value. */
  readonly raw: string;
}

/** Splits a value as systemd does: at blank space outside of quotes. A quote that nobody closes reaches to the end. */
export function splitWords(value: Placed): readonly UnitWord[] {
  const { text } = value;
  const words: UnitWord[] = [];
  let letters: Placed[] | undefined;
  let start = 0;
  const flush = (end: number): void => {
    if (letters) {
      const { span } = withExtent(part(value, start, end));
      words.push({ letters: concat(letters, span), raw: text.slice(start, end) });
    }
    letters = undefined;
  };
  const token = /(\s+)|\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}|[^])|(["'])|[^\s\\"']+|\\/g;
  let quote = "";
  for (const match of text.matchAll(token)) {
    const [whole, space, mark] = match;
    const end = match.index + whole.length;
    if (space !== undefined && quote === "") {
      flush(match.index);
      continue;
    }
    if (letters === undefined) start = match.index;
    letters ??= [];
    if (mark !== undefined && (quote === "" || quote === mark)) quote = quote === "" ? mark : "";
    else letters.push(escaped(whole) ?? part(value, match.index, end));
  }
  flush(text.length);
  return words;

  function escaped(letter: string): Placed | undefined {
    const meant = letter.startsWith("\\") ? meaningOf(letter.slice(1)) : undefined;
    return meant === undefined ? undefined : unplaced(meant, value.span);
  }
}

const controls: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["s", " "],
  ["\\", "\\"],
  ['"', '"'],
  ["'", "'"],
]);

/** What a C escape stands for; undefined for one that systemd does not know. */
function meaningOf(escape: string): string | undefined {
  const [kind = ""] = escape;
  if (escape.length === 1) return controls.get(escape);
  const code = /[xuU]/.test(kind) ? parseInt(escape.slice(1), 16) : parseInt(escape, 8);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Only systemd knows what a specifier (`%i`, `%H`) stands for; `%%` is a percent sign. */
export function hasSpecifier(text: string): boolean {
  return /%[^%]/.test(text.replaceAll("%%", ""));
}

export function withoutDoubledPercent(word: Placed): Placed {
  return replaced(word, /%%/g, () => "%");
}
