import type { ChartBox, ChartPort } from "../analysis/chart/model.js";
import { cardHeight, cardOf, isShort, quarrel, sizes, troubleOf } from "./parts.js";
import type { Mark, NodeMark } from "./scene.js";

/** The owners of one port, beside and below each other. */
export interface Row {
  readonly port: ChartPort;
  readonly height: number;
  /** Of the middle of its first card, where its pill stands. */
  readonly middle: number;
  readonly marks: readonly Mark[];
  /** Where each owner's card ends, by its id. */
  readonly middles: ReadonlyMap<string, number>;
}

/** Wide enough for two cards where two owners stand side by side. */
export function contentWidth(ports: readonly ChartPort[]): number {
  return ports.some(({ owners }) => owners.length > 1) ? 2 * sizes.card + sizes.gap : sizes.card + 40;
}

export function rowOf(port: ChartPort, at: { x: number; y: number; width: number }): Row {
  const { owners } = port;
  if (owners.length === 0) return emptyRow(port, at);
  const width = owners.length === 1 ? at.width : (at.width - sizes.gap) / 2;
  const short = owners.every((owner) => isShort(owner, width));
  const height = Math.max(...owners.map((owner) => cardHeight(owner, port, short)));
  const cards = owners.map((owner, index): NodeMark => {
    const x = at.x + (index % 2) * (width + sizes.gap);
    const y = at.y + Math.floor(index / 2) * (height + sizes.rowGap);
    return cardOf(owner, port, { x, y, width, height }, short);
  });
  const conflicts = cards.flatMap((card, index): readonly Mark[] => {
    const next = cards[index + 1];
    return index % 2 === 0 && next?.look === "conflict" && card.look === "conflict" ? [quarrel(card, next)] : [];
  });
  const lines = Math.ceil(owners.length / 2);
  const end = lines * height + (lines - 1) * sizes.rowGap;
  const trouble = port.trouble === undefined ? [] : [troubleOf(port.trouble, at.x + at.width / 2, at.y + end + 14)];
  return {
    port,
    height: end + trouble.length * 18,
    middle: at.y + (cards[0]?.height ?? height) / 2,
    marks: [...cards, ...conflicts, ...trouble],
    middles: new Map(cards.map((card) => [card.id, card.y + card.height / 2])),
  };
}

function emptyRow(port: ChartPort, { x, y }: { x: number; y: number }): Row {
  const text = port.state === "silent" ? "nothing listens here" : "its owner is not known";
  const marks: readonly Mark[] = [{ kind: "caption", x: x + 6, y: y + 17, text, style: "note" }];
  return { port, height: sizes.pill.height + 2, middle: y + 13, marks, middles: new Map() };
}

/** Whether a port only hands on to one inside the same box: it needs no card, a wire says it all. */
export function isDirect({ owners }: ChartPort, { inside }: ChartBox): boolean {
  const [only, ...more] = owners;
  if (only?.leadsTo === undefined || more.length > 0) return false;
  return inside.some(({ ports }) => ports.some(({ id }) => id === only.leadsTo));
}
