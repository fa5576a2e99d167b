import { concat, part, unplaced, type Placed } from "./compose/placed.js";

/** The same text; where its letters cannot be told one by one, they stand between its first and its last. */
export function withExtent(placed: Placed): Placed {
  const first = placed.pieces[0];
  const last = placed.pieces.at(-1);
  return first && last ? { ...placed, span: { start: first.outer, end: last.outer + last.length } } : placed;
}

/** Whether a line ends in a backslash that no other one guards, so that the next line belongs to it. */
export function continues(line: string): boolean {
  let at = line.length;
  while (at > 0 && line[at - 1] === "\\") at--;
  return (line.length - at) % 2 === 1;
}

/** Without blank space at both ends. */
export function trimmed(placed: Placed): Placed {
  const { text } = placed;
  const start = text.length - text.trimStart().length;
  return withExtent(part(placed, start, Math.max(start, text.trimEnd().length)));
}

/**
 * Puts letters in the place of what a pattern finds, such as escapes.
 *
 * @param pattern global
 * @param meant what a match stands for; undefined where it stands for itself
 */
export function replaced(
  placed: Placed,
  pattern: RegExp,
  meant: (match: RegExpExecArray) => string | undefined,
): Placed {
  const parts: Placed[] = [];
  let at = 0;
  for (const match of placed.text.matchAll(pattern)) {
    const [whole] = match;
    const letters = meant(match);
    if (letters === undefined) continue;
    parts.push(part(placed, at, match.index));
    at = match.index + whole.length;
    // The letter that an escape only guards stands in the file itself.
    if (letters !== "" && whole.endsWith(letters)) parts.push(part(placed, at - letters.length, at));
    else parts.push(unplaced(letters, placed.span));
  }
  return at === 0 ? placed : concat([...parts, part(placed, at)], placed.span);
}
