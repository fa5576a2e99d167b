import type { DialView, NamespaceView } from "../view.js";
import { columns } from "./columns.js";
import type { Style } from "./style.js";

const headings = ["FROM", "TO", "ENDS AT", "WHERE"] as const;

/** Who connects to whom. */
export function dialsTable(
  dials: readonly DialView[],
  namespaces: readonly NamespaceView[],
  { colours }: Style,
): string {
  const labels = new Map(namespaces.map(({ id, label }) => [id, label]));
  const { heading, rows } = columns(
    headings,
    dials.map((dial) => rowOf(dial, labels)),
  );
  return [colours.bold("connections"), colours.dim(heading), ...rows].join("\n");
}

function rowOf(dial: DialView, labels: ReadonlyMap<string, string>): readonly string[] {
  const { from, host, port, targets, file, range } = dial;
  const ends = targets.map((target) => `${labels.get(target.namespace) ?? "?"}:${String(target.port)}`);
  return [
    from,
    `${host ?? "?"}:${String(port ?? "?")}`,
    [...new Set(ends)].join(", "),
    `${file}:${String(range.start.line)}`,
  ];
}
