import type { Chart, ChartBox } from "./model.js";
import { linkWords, spokenPort, withInner } from "./words.js";

/** The chart as sentences, for whoever does not see it: a heading for each box, and what there is to say of it. */
export interface OutlineSection {
  readonly heading: string;
  readonly sentences: readonly string[];
}

export function outlineOf({ boxes, links }: Chart): readonly OutlineSection[] {
  const all = boxes.flatMap(withInner);
  const names = new Map(all.flatMap(namesIn));
  return all.map((box) => ({
    heading: [box.kind, box.label, box.detail].filter((part) => part !== "").join(" "),
    sentences: [
      ...box.ports.flatMap((port) => [
        spokenPort(port, box),
        ...port.callers.map(({ label }) => `${label} connects to ${names.get(port.id) ?? ""} from inside`),
      ]),
      ...box.exits.flatMap((exit) =>
        links
          .filter(({ from }) => from === exit.id)
          .map(({ to, state }) => `${exit.label} to ${names.get(to) ?? exit.address}: ${linkWords[state]}`),
      ),
    ],
  }));
}

function namesIn(box: ChartBox): readonly (readonly [string, string])[] {
  return [
    [box.id, box.label],
    ...box.ports.map(({ id, port }) => [id, `port ${String(port ?? "?")} of ${box.label}`] as const),
  ];
}
