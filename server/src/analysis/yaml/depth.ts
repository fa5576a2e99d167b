import type { CST } from "yaml";

/**
 * Far beyond any configuration. The library composes nodes by recursion and overflows the stack at some 500, which V8
 * does not always survive as an exception.
 */
const deepest = 200;

/** The same for a scan that takes brackets in a script for some of YAML. */
const deepestAtAGlance = 1000;

/** Whether a token of the parser, which does not recurse, nests deeper than it can be composed. */
export function nestsTooDeeply(token: CST.Token): boolean {
  const pending: CST.Token[] = [token.type === "document" && token.value ? token.value : token];
  const depths = [0];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const depth = depths.pop() ?? 0;
    if (depth > deepest) return true;
    if (!("items" in next)) continue;
    for (const { key, value } of next.items) {
      for (const each of [key, value]) {
        if (!each || !("items" in each)) continue;
        pending.push(each);
        depths.push(depth + 1);
      }
    }
  }
  return false;
}

/**
 * Whether a text looks as if it nested so deeply that its tokens alone would take all memory. A scan of the letters,
 * that errs only for texts nobody writes: it knows indentation, `- - -` and open brackets, not YAML.
 */
export function looksTooDeep(text: string): boolean {
  const indents: number[] = [];
  let brackets = 0;
  for (const line of text.split("\n")) {
    const indent = line.length - line.trimStart().length;
    if (indent === line.length) continue;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    const flow = bracketsIn(line, brackets);
    brackets = flow.after;
    if (indents.length + compactLevels(line, indent) + flow.deepest > deepestAtAGlance) return true;
  }
  return false;
}

/** `- - ? a` begins three collections in one line. */
function compactLevels(line: string, indent: number): number {
  let levels = 0;
  let at = indent;
  while ((line[at] === "-" || line[at] === "?") && /\s/.test(line[at + 1] ?? "")) {
    levels++;
    at += 2;
    while (line[at] === " ") at++;
  }
  return levels;
}

/** How many brackets are open at most in a line, and behind it. */
function bracketsIn(line: string, before: number): { readonly deepest: number; readonly after: number } {
  let open = before;
  let most = before;
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? "";
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if ((char === '"' || char === "'") && !/\w/.test(line[at - 1] ?? "")) {
      quote = char;
    } else if (char === "[" || char === "{") {
      most = Math.max(most, ++open);
    } else if (char === "]" || char === "}") {
      open = Math.max(0, open - 1);
    }
  }
  return { deepest: most, after: open };
}
