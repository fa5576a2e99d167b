import type { TextEdit } from "../text.js";

/** Comparing two stretches takes as many steps as both have lines, multiplied; more is not worth it. */
const mostSteps = 1_000_000;

/** The edits that make one text of another, each of whole lines; lines that both have are left alone. */
export function lineEdits(before: string, after: string): readonly TextEdit[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let top = 0;
  while (top < old.length && top < now.length && old[top] === now[top]) top++;
  let bottom = 0;
  while (bottom < old.length - top && bottom < now.length - top && old.at(-1 - bottom) === now.at(-1 - bottom))
    bottom++;
  const middle = { old: old.slice(top, old.length - bottom), now: now.slice(top, now.length - bottom) };
  const kept = commonLines(middle.old, middle.now);
  const edits: TextEdit[] = [];
  let offset = lengthOf(old.slice(0, top));
  let [oldAt, nowAt] = [0, 0];
  for (const [oldLine, nowLine] of [...kept, [middle.old.length, middle.now.length] as const]) {
    const removed = lengthOf(middle.old.slice(oldAt, oldLine));
    const newText = middle.now.slice(nowAt, nowLine).join("");
    if (removed > 0 || newText !== "") edits.push({ span: { start: offset, end: offset + removed }, newText });
    offset += removed + (middle.old[oldLine]?.length ?? 0);
    [oldAt, nowAt] = [oldLine + 1, nowLine + 1];
  }
  return edits;
}

/** With their ends, so that joining them gives the text again. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, { length }) => sum + length, 0);
}

/** Which lines of two stretches are a longest common part of both, as pairs of their indices. */
function commonLines(old: readonly string[], now: readonly string[]): readonly (readonly [number, number])[] {
  if (old.length * now.length > mostSteps) return [];
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      const best =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      longest[row * width + column] = best;
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let row = 0, column = 0; row < old.length && column < now.length;) {
    if (old[row] === now[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}
