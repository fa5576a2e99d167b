/** A letter that no endpoint contains; stands for what cannot be resolved. */
export const unknown = "\u0000";

export interface Letter {
  readonly char: string;
  /** Where it stands in the text as written; undefined for what came out of a variable. */
  readonly at: number | undefined;
}

/** What a variable holds where the text is read; undefined for one that is not set, or not known. */
export type Lookup = (name: string) => string | undefined;

const reference =
  /\$\{(?:env:)?([A-Za-z_]\w*)(?::-((?:[^${}]|\$(?!\{))*))?\}|\$\{[^}]*\}|\$\(([^)]*)\)|\{\{.*?\}\}|\$(\w+)|%\[?\w*\]?[a-z]|<[^>]*>/g;

/**
 * Puts what variables hold in their place, or the default of `${env:NAME:-default}` and `${NAME:-default}`. What is
 * known in neither way, and every template of another kind (`{{ … }}`, `%s`, `<port>`), becomes the unknown letter.
 */
export function expand(text: string, lookup: Lookup = () => undefined): readonly Letter[] {
  const letters: Letter[] = [];
  let at = 0;
  const takeLiteral = (from: number, to: number): void => {
    for (let index = from; index < to; index++) letters.push({ char: text[index] ?? "", at: index });
  };
  for (const match of text.matchAll(reference)) {
    takeLiteral(at, match.index);
    const [whole, braced, fallback, round, plain] = match;
    const end = match.index + whole.length;
    const held = lookup(braced ?? round ?? plain ?? "");
    // An empty variable counts as unset where there is a default.
    if (held !== undefined && (held !== "" || fallback === undefined)) {
      for (const char of held) letters.push({ char, at: undefined });
    } else if (fallback === undefined) letters.push({ char: unknown, at: undefined });
    else takeLiteral(end - 1 - fallback.length, end - 1);
    at = end;
  }
  takeLiteral(at, text.length);
  return letters;
}
