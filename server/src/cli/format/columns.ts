import { displayWidth, printable } from "./cells.js";

const gap = "  ";

/** A table of texts as lines, each column as wide as its widest cell. */
export function columns(
  headings: readonly string[],
  cells: readonly (readonly string[])[],
): { readonly heading: string; readonly rows: readonly string[] } {
  const rows = cells.map((row) => row.map(printable));
  const widths = headings.map((heading, column) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[column] ?? "")), displayWidth(heading)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell))))
      .join(gap)
      .trimEnd();
  return { heading: line(headings), rows: rows.map(line) };
}
