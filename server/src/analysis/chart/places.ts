import type { Place } from "../facts.js";
import type { Chart, ChartBox } from "./model.js";

/** Where everything in a chart is written that a click can ask for, by its id. A port is written where its first owner is. */
export function placesIn({ boxes, collectors }: Chart): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>(boxes.flatMap(inBox));
  for (const collector of collectors) {
    if (collector.place) places.set(collector.id, collector.place);
    for (const { id, place, receivers, processors, exporters } of collector.pipelines) {
      places.set(id, place);
      for (const each of [...receivers, ...processors, ...exporters]) places.set(each.id, each.place);
    }
  }
  return places;
}

function inBox({ id, place, ports, exits, inside }: ChartBox): readonly (readonly [string, Place])[] {
  const placed = [
    ...exits,
    ...ports.flatMap((port) => [
      ...port.owners,
      ...port.callers,
      ...port.owners.slice(0, 1).map((owner) => ({ id: port.id, place: owner.place })),
    ]),
    ...(place ? [{ id, place }] : exits.slice(0, 1).map((exit) => ({ id, place: exit.place }))),
  ];
  return [...placed.map((each) => [each.id, each.place] as const), ...inside.flatMap(inBox)];
}
