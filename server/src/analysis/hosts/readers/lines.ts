import { append } from "../../lists.js";

/** Longer lines are not what a tool prints about one thing, and not worth the time. */
const longestLine = 10_000;

/** The lines of an answer without the space at their ends; empty and overlong ones are left out. */
export function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && line.length <= longestLine);
}

/** The values of `key=value` lines by key, in order; a key may stand several times. */
export function valuesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const equals = line.indexOf("=");
    if (equals > 0) append(values, line.slice(0, equals), line.slice(equals + 1));
  }
  return values;
}

/** The first value of a key; undefined where it is empty or missing. */
export function firstOf(values: ReadonlyMap<string, readonly string[]>, key: string): string | undefined {
  const value = values.get(key)?.[0]?.trim();
  return value === "" ? undefined : value;
}

/** A whole number without a sign, such as a process id or a size. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
