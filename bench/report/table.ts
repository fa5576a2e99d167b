export type Cell = string | number | null | undefined;

/** Aligned columns, numbers to the right; what is not there is a dash. */
export function table(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const right = header.map((_, column) => rows.some((row) => typeof row[column] === "number"));
  const texts = [header, ...rows.map((row) => row.map(textOf))];
  const widths = header.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => (right[column] ? (row[column] ?? "").padStart(width) : (row[column] ?? "").padEnd(width)))
      .join("  ")
      .trimEnd();
  return texts.map(line).join("\n");
}

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return "–";
  return typeof cell === "number" ? numberOf(cell) : cell;
}

export function numberOf(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(value < 0.1 ? 3 : value < 10 ? 2 : 1);
}
