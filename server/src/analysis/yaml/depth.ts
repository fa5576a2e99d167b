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
  let level = token.type === "document" && token.value ? [token.value] : [token];
  for (let depth = 0; depth <= deepest; depth++) {
    if (level.length === 0) return false;
    level = level.flatMap(collectionsIn);
  }
  return true;
}

function collectionsIn(token: CST.Token): CST.Token[] {
  const isCollection = (each: CST.Token | null | undefined): each is CST.Token =>
    each !== null && each !== undefined && "items" in each;
  return "items" in token ? token.items.flatMap(({ key, value }) => [key, value].filter(isCollection)) : [];
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
