import { concat, part, unknown, unplaced, type Placed } from "./placed.js";

/** What an `.env` beside the file, or whoever starts it, gives variables. */
export type Variables = ReadonlyMap<string, Placed>;

/** What becomes of a variable that has neither value nor default: the `unknown` letter, or just what is written. */
export type Unset = "unknown" | "as-written";

/** Nobody nests defaults deeper. */
const deepest = 8;

/** More than anybody writes: whatever grows beyond it multiplies by its variables. */
const longest = 100_000;

/**
 * Puts variables in their place as Compose does: `$NAME`, `${NAME:-default}`, `${NAME:+other}`, `$$`. One that nobody
 * gave a value counts as unset, so that its default holds.
 */
export function interpolate(placed: Placed, variables: Variables, unset: Unset = "unknown"): Placed {
  if (!placed.text.includes("$")) return placed;
  return concat(expand(placed, { variables, unset }, 0), placed.span);
}

interface Expansion {
  readonly variables: Variables;
  readonly unset: Unset;
}

function expand(placed: Placed, expansion: Expansion, depth: number): readonly Placed[] {
  const { text } = placed;
  const result: Placed[] = [];
  let at = 0;
  let added = 0;
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
    if (match[0] === "$$") {
      result.push(part(placed, start + 1, end));
      continue;
    }
    const whole = part(placed, start, end);
    const value = added > longest ? undefined : valueOf(whole, match[1], expansion, depth + 1);
    for (const each of value ?? [notSet(whole, expansion)]) {
      added += each.text.length;
      result.push(each);
    }
  }
  return [...result, part(placed, at)];
}

/** What `$name` or `${…}` stands for; undefined where nobody tells. */
function valueOf(
  whole: Placed,
  name: string | undefined,
  expansion: Expansion,
  depth: number,
): readonly Placed[] | undefined {
  if (name === undefined) return braced(part(whole, 2, whole.text.length - 1), expansion, depth);
  const value = expansion.variables.get(name);
  return value && [value];
}

/** What stands between the braces of a `${…}`. */
function braced(body: Placed, expansion: Expansion, depth: number): readonly Placed[] | undefined {
  const match = /^([A-Za-z_]\w*)(?:(:?)([-+?])|$)/.exec(body.text);
  if (match === null || depth > deepest) return undefined;
  const [whole, name = "", colon, operator] = match;
  const value = expansion.variables.get(name);
  const isSet = value !== undefined && !(colon === ":" && value.text === "");
  const operand = (): readonly Placed[] => expand(part(body, whole.length), expansion, depth);
  if (operator === "+") return isSet ? operand() : [];
  if (isSet) return [value];
  return operator === "-" ? operand() : undefined;
}

function notSet(whole: Placed, { unset }: Expansion): Placed {
  return unset === "unknown" ? unplaced(unknown, whole.span) : whole;
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
