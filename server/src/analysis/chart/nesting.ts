import type { ChartBox } from "./model.js";

/** The same boxes, those to which one host alone hands ports inside of it. */
export function nested(boxes: readonly ChartBox[]): ChartBox[] {
  const home = new Map(boxes.flatMap((box) => box.ports.map(({ id }) => [id, box.id] as const)));
  const hosts = new Map<string, Set<string>>();
  for (const { id, kind, ports } of boxes) {
    if (kind !== "host") continue;
    for (const { leadsTo } of ports.flatMap(({ owners }) => owners)) {
      const inner = leadsTo === undefined ? undefined : home.get(leadsTo);
      if (inner !== undefined && inner !== id) hosts.set(inner, (hosts.get(inner) ?? new Set()).add(id));
    }
  }
  const surrounding = (box: ChartBox): string | undefined => {
    const [only, ...more] = hosts.get(box.id) ?? [];
    return box.kind === "host" || more.length > 0 ? undefined : only;
  };
  return boxes
    .filter((box) => surrounding(box) === undefined)
    .map((box) => ({ ...box, inside: boxes.filter((each) => surrounding(each) === box.id) }));
}
