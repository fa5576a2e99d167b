/** Longer words than anybody mistypes are not compared: the effort grows with the square of their length. */
const longest = 64;

/**
 * What somebody meant who wrote `word`: the known word that is fewest letters away; undefined where none is near.
 *
 * @param atMost letters that may differ; never more than a third of the word, nor less than one
 */
export function nearest(word: string, known: readonly string[], atMost = longest): string | undefined {
  if (word.length > longest) return undefined;
  const most = Math.min(atMost, Math.max(1, Math.floor(word.length / 3)));
  const ranked = known
    .filter((each) => Math.abs(each.length - word.length) <= most)
    .map((each) => ({ each, distance: distance(word.toLowerCase(), each.toLowerCase()) }))
    .filter((candidate) => candidate.distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.each;
}

/** How many letters are typed, left out, exchanged, or swapped with the next, between two words. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let index = 0; index < a.length; index++) {
    const next = [index + 1];
    for (let at = 0; at < b.length; at++) {
      const exchanged = (row[at] ?? 0) + (b[at] === a[index] ? 0 : 1);
      const isSwap = index > 0 && at > 0 && a[index] === b[at - 1] && a[index - 1] === b[at];
      const swapped = isSwap ? (before[at - 1] ?? 0) + 1 : exchanged;
      next.push(Math.min(exchanged, swapped, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
