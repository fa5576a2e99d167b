/** Far beyond any configuration, far below what the parser's recursion takes before it takes the process with it. */
const deepest = 1000;

/**
 * Whether a text nests so deeply that parsing it would overflow the stack, which V8 does not always survive as an
 * exception. A scan of the letters, that errs only for texts nobody writes: it knows indentation, `- - -` and open
 * brackets, not YAML.
 */
export function nestsTooDeeply(text: string): boolean {
  const indents: number[] = [];
  let brackets = 0;
  for (const line of text.split("\n")) {
    const indent = line.length - line.trimStart().length;
    if (indent === line.length) continue;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    const flow = bracketsIn(line, brackets);
    brackets = flow.after;
    if (indents.length + compactLevels(line, indent) + flow.deepest > deepest) return true;
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
