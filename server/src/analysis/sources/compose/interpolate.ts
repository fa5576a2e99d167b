import { concat, part, unknown, unplaced, type Placed } from "./placed.js";

/** What an `.env` beside the file, or whoever starts it, gives variables. */
export type Variables = ReadonlyMap<string, string>;

/** Nobody nests defaults deeper. */
const deepest = 8;

/**
 * Puts variables in their place as Compose does: `$NAME`, `${NAME:-default}`, `${NAME:+other}`, `$$`. One that nobody
 * gave a value counts as unset, so that its default holds; one without a default becomes the `unknown` letter.
 */
export function interpolate(placed: Placed, variables: Variables): Placed {
  if (!placed.text.includes("$")) return placed;
  return concat(expand(placed, variables, 0), placed.span);
}

function expand(placed: Placed, variables: Variables, depth: number): readonly Placed[] {
  const { text, span } = placed;
  const result: Placed[] = [];
  let at = 0;
  for (const match of text.matchAll(/\$(?:\$|\{|([A-Za-z_]\w*))/g)) {
    const start = match.index;
    if (start < at) continue;
    let end = start + match[0].length;
    if (match[0] === "${") {
      end = closingBrace(text, end);
      if (end < 0) break;
    }
    result.push(part(placed, at, start));
    at = end;
    if (match[0] === "$$") result.push(part(placed, start + 1, end));
    else if (match[0] !== "${") result.push(unplaced(variables.get(match[1] ?? "") ?? unknown, span));
    else result.push(...braced(part(placed, start + 2, end - 1), variables, depth + 1));
  }
  return [...result, part(placed, at)];
}

/** What stands between the braces of a `${…}`. */
function braced(body: Placed, variables: Variables, depth: number): readonly Placed[] {
  const match = /^([A-Za-z_]\w*)(?:(:?)([-+?])|$)/.exec(body.text);
  if (match === null || depth > deepest) return [unplaced(unknown, body.span)];
  const [whole, name = "", colon, operator] = match;
  const value = variables.get(name);
  const isSet = value !== undefined && !(colon === ":" && value === "");
  const operand = (): readonly Placed[] => expand(part(body, whole.length), variables, depth);
  if (operator === "+") return isSet ? operand() : [];
  if (isSet) return [unplaced(value, body.span)];
  return operator === "-" ? operand() : [unplaced(unknown, body.span)];
}

/** The offset behind the brace that closes one opened before `from`; -1 where none does. */
function closingBrace(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith("${", at)) open++;
    else if (text[at] === "}" && --open === 0) return at + 1;
  }
  return -1;
}
