import { unquote } from "./lines.js";

/** A `[` or `{` that is open at the cursor. */
export interface FlowLevel {
  readonly list: boolean;
  /** Of a map, the key whose value is being written. */
  key: { readonly text: string; readonly at: number } | undefined;
  /** Keys or items that are finished. */
  readonly seen: string[];
  /** Where what is being written begins: behind the bracket, a comma or a colon. */
  from: number;
}

/** Longer ones are data. */
const longest = 4000;

/** The brackets that are open between two offsets, the outermost first; undefined where that cannot be told. */
export function openLevels(text: string, from: number, to: number): readonly FlowLevel[] | undefined {
  if (to - from > longest) return undefined;
  const levels: FlowLevel[] = [];
  for (let at = from; at < to; at++) {
    const level = levels.at(-1);
    const char = text[at] ?? "";
    const begins = level === undefined || text.slice(level.from, at).trim() === "";
    if (begins && (char === '"' || char === "'")) {
      const close = text.indexOf(char, at + 1);
      if (close < 0 || close >= to) break;
      at = close;
    } else if (begins && (char === "[" || char === "{")) {
      levels.push({ list: char === "[", key: undefined, seen: [], from: at + 1 });
    } else if (level === undefined) {
      break;
    } else if (char === "$" && text[at + 1] === "{") {
      const close = text.indexOf("}", at);
      if (close < 0 || close >= to) break;
      at = close;
    } else if (char === "]" || char === "}") {
      levels.pop();
    } else if (char === ",") {
      if (level.key === undefined) level.seen.push(wordIn(text.slice(level.from, at)));
      level.key = undefined;
      level.from = at + 1;
    } else if (char === ":" && !level.list && level.key === undefined && /\s/.test(text[at + 1] ?? " ")) {
      const key = wordIn(text.slice(level.from, at));
      level.key = { text: key, at: level.from };
      level.seen.push(key);
      level.from = at + 1;
    } else if (char === "#" && /\s/.test(text[at - 1] ?? "")) {
      const eol = text.indexOf("\n", at);
      at = eol < 0 ? to : eol;
    }
  }
  return levels;
}

/** What stands behind the cursor in its own bracket, as far as that is on the line: items of a list, keys of a map. */
export function wordsBehind(rest: string): readonly string[] {
  const close = rest.search(/[\]}]/);
  const inside = close < 0 ? rest : rest.slice(0, close);
  return inside.split(",").map((each) => wordIn(each.split(/:(?:\s|$)/, 1)[0] ?? ""));
}

function wordIn(text: string): string {
  return unquote(text.trim());
}
