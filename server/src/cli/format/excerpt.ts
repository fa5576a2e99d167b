import { cellsOf, type Cell } from "./cells.js";

export interface Excerpt {
  readonly source: string;
  /** As many columns as the span is wide, under it; without a space behind. */
  readonly marks: string;
}

/** What stands for the part of the line that is cut away: before every offset, and behind every one. */
const cutBefore: Cell = { text: "…", width: 1, start: -1, end: -1 };
const cutBehind: Cell = { text: "…", width: 1, start: Infinity, end: Infinity };

/**
 * A source line, cut to `width` columns around a span, with `mark`s under the span. `start` and `end` are UTF-16
 * columns from 0; an empty span is marked by one, also at the line's end.
 */
export function excerpt(line: string, start: number, end: number, width: number, mark: string): Excerpt {
  const cells = clip(windowOf(line, start, width), start, end, width);
  let source = "";
  let before = 0;
  let under = 0;
  for (const cell of cells) {
    source += cell.text;
    if (cell.end <= start) before += cell.width;
    else if (cell.start < end) under += cell.width;
  }
  return { source: source.trimEnd(), marks: " ".repeat(before) + mark.repeat(Math.max(under, 1)) };
}

interface Window {
  readonly cells: readonly Cell[];
  /** Whether the line goes on to this side of the cells. */
  readonly moreBefore: boolean;
  readonly moreBehind: boolean;
}

/** The part of the line that can matter: one of a megabyte is not split into characters for a screen's width of it. */
function windowOf(line: string, start: number, width: number): Window {
  const reach = 4 * width;
  const from = start <= reach ? 0 : onCharacter(line, start - reach);
  const to = start + reach >= line.length ? line.length : onCharacter(line, start + reach);
  const cells = cellsOf(line.slice(from, to)).map((cell) => ({
    ...cell,
    start: cell.start + from,
    end: cell.end + from,
  }));
  return { cells, moreBefore: from > 0, moreBehind: to < line.length };
}

/** The offset itself, or the one before where it would cut a surrogate pair apart. */
function onCharacter(line: string, offset: number): number {
  return /^[\uDC00-\uDFFF]/.test(line.slice(offset, offset + 1)) ? offset - 1 : offset;
}

function clip({ cells, moreBefore, moreBehind }: Window, start: number, end: number, width: number): readonly Cell[] {
  const columns = (some: readonly Cell[]): number => some.reduce((sum, cell) => sum + cell.width, 0);
  const total = columns(cells);
  if (total <= width && !moreBefore && !moreBehind) return cells;
  const room = width - cutBefore.width - cutBehind.width;
  const spanFrom = columns(cells.filter((cell) => cell.end <= start));
  const spanWidth = Math.min(room, columns(cells.filter((cell) => cell.start < end && cell.end > start)));
  // The line's beginning tells more than its middle: keys stand there.
  const fits = !moreBefore && spanFrom + spanWidth <= room;
  const from = fits ? 0 : Math.max(0, Math.min(spanFrom - Math.floor((room - spanWidth) / 2), total - room));
  const kept: Cell[] = [];
  let at = 0;
  for (const cell of cells) {
    if (at >= from && at + cell.width <= from + room) kept.push(cell);
    at += cell.width;
  }
  const whole = { before: !moreBefore && kept[0] === cells[0], behind: !moreBehind && kept.at(-1) === cells.at(-1) };
  return [...(whole.before ? [] : [cutBefore]), ...kept, ...(whole.behind ? [] : [cutBehind])];
}
