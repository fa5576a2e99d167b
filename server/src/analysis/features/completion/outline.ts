import type { LineStarts } from "../../text.js";
import { lineAt, type Line } from "./lines.js";

/** A key on the way from the outermost map to the cursor; `*` for an item of a list. */
export interface Step {
  readonly key: string;
  readonly at: number;
}

export interface Outline {
  readonly path: readonly Step[];
  /** The index of the line that separates this document from what stands before it; -1 for none. */
  readonly border: number;
}

/**
 * The keys under which something stands, read off the indentation of the lines above it. Undefined where no key holds
 * it: what stands deeper than a value belongs to nothing.
 *
 * @param column of what stands there: of its letters, or of its dash
 * @param isItem whether it is a dash, which may stand in the column of the key that holds the list
 */
export function outlineAbove(
  text: string,
  starts: LineStarts,
  index: number,
  column: number,
  isItem: boolean,
): Outline | undefined {
  const path: Step[] = [];
  const inner = { column, isItem };
  let at = index - 1;
  for (; at >= 0; at--) {
    const line = lineAt(text, starts, at);
    if (line.kind === "border") break;
    if (line.kind === "comment" || (line.kind === "empty" && line.dashes.length === 0)) continue;
    if (inner.column === 0 && !inner.isItem) continue;
    if (!climb(line, inner, path)) return undefined;
  }
  return { path: path.reverse(), border: at };
}

/** Takes what a line holds around the innermost thing found so far; false where nothing can be inside of it. */
function climb(line: Line, inner: { column: number; isItem: boolean }, path: Step[]): boolean {
  const { key, column, dashes, start } = line;
  if (key && (column < inner.column || (inner.isItem && column === inner.column && dashes.length === 0))) {
    if (!key.opens) return false;
    path.push({ key: key.text, at: key.at });
    inner.column = column;
    inner.isItem = false;
  }
  for (let which = dashes.length - 1; which >= 0; which--) {
    const dash = dashes[which] ?? 0;
    const held = dashes[which + 1] ?? column;
    const holds = inner.column === held || (line.kind === "empty" && inner.column > dash);
    if (!holds || dash >= inner.column) continue;
    path.push({ key: "*", at: start + dash });
    inner.column = dash;
    inner.isItem = true;
  }
  return true;
}

/**
 * The lines of the same map or list around a line, those that are nested deeper left out.
 *
 * @param begins whether a dash stands on the line itself, so that nothing above it is in the same map
 */
export function siblingsOf(
  text: string,
  starts: LineStarts,
  index: number,
  { column, isItem, begins }: { readonly column: number; readonly isItem: boolean; readonly begins: boolean },
): readonly Line[] {
  const found: Line[] = [];
  for (const step of isItem || !begins ? [-1, 1] : [1]) {
    for (let at = index + step; at >= 0 && at < starts.length; at += step) {
      const line = lineAt(text, starts, at);
      if (line.kind === "border") break;
      if (line.kind !== "content") continue;
      const isHere = isItem ? line.dashes.includes(column) : line.column === column;
      const outer = line.dashes[0] ?? line.column;
      // A dash begins another map.
      if (isHere && (isItem || outer === column || step === -1)) found.push(line);
      if (outer < column || (isItem && !isHere && outer === column)) break;
    }
  }
  return found;
}
