import { append } from "../analysis/lists.js";
import { worst, portStates, type Chart, type ChartBox, type ChartPort } from "../analysis/chart/model.js";
import { numberOf, stateWords, withInner } from "../analysis/chart/words.js";
import { pillOf, sizes, titleHeight, titleOf } from "./parts.js";
import { rowOf } from "./rows.js";
import type { Figure, Scene } from "./scene.js";

/** A card for each number, with everybody who has it somewhere: what collides first, then by number. */
export function portsScene({ boxes }: Chart): Scene {
  const byNumber = new Map<string, Held[]>();
  for (const box of boxes.flatMap(withInner)) {
    for (const port of box.ports) append(byNumber, `number ${numberOf(port)}`, { box, port });
  }
  const figures = [...byNumber].map(([id, held]) => ({ held, state: stateOf(held), figure: figureOf(id, held) }));
  const order = figures.sort(
    (a, b) => portStates.indexOf(a.state) - portStates.indexOf(b.state) || numberIn(a.held) - numberIn(b.held),
  );
  return { figures: order.map(({ figure }) => figure), wires: [], arranged: "shelf" };
}

interface Held {
  readonly box: ChartBox;
  readonly port: ChartPort;
}

const width = sizes.gutter + 2 * sizes.card + sizes.gap + sizes.pad;

function figureOf(id: string, held: readonly Held[]): Figure {
  const [first] = held;
  const label = first === undefined ? "" : numberOf(first.port);
  const places = held.length === 1 ? "" : `${String(held.length)} places · `;
  const detail = `${places}${stateWords[stateOf(held)]}`;
  let y = titleHeight(detail);
  const rows = held.map(({ box, port }) => {
    const heading = { kind: "caption", x: sizes.gutter, y: y + 8, text: box.label, style: "detail" } as const;
    const row = rowOf(port, { x: sizes.gutter, y: y + 16, width: width - sizes.gutter - sizes.pad });
    y += row.height + 16 + sizes.rowGap;
    return { box, port, row, heading };
  });
  return {
    id,
    width,
    height: y + 4,
    top: 0,
    frame: "plain",
    marks: [
      titleOf({ id, label }, detail, width),
      ...rows.flatMap(({ row, heading }) => [heading, ...row.marks]),
      ...rows.map(({ row, port }) => ({
        kind: "line" as const,
        x1: sizes.pill.width / 2,
        y1: row.middle,
        x2: sizes.gutter,
        y2: row.middle,
        look: port.state,
        dashed: false,
      })),
    ],
    anchors: rows.map(({ box, port, row }) => ({ id: port.id, side: "west", y: row.middle, pill: pillOf(port, box) })),
    inside: [],
  };
}

function stateOf(held: readonly Held[]): ChartPort["state"] {
  return worst(held.map(({ port }) => port.state));
}

function numberIn([first]: readonly Held[]): number {
  return first?.port.port ?? 65536;
}
