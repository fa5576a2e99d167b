import type { ChartBox, ChartExit, ChartOwner, ChartPort, LinkState } from "../analysis/chart/model.js";
import { linkWords, numberOf, remarksOn, spokenOwner, spokenPort } from "../analysis/chart/words.js";
import { fit, widthOf } from "./fit.js";
import type { CaptionMark, LineMark, NodeMark, Rect, TextMark } from "./scene.js";

/** Measures that the parts of a box share. */
export const sizes = {
  /** Between the edge of a box and what is in it. */
  pad: 14,
  pill: { width: 74, height: 24 },
  /** Between the edge of a box with pills and its cards. */
  gutter: 60,
  card: 226,
  gap: 18,
  rowGap: 10,
  exit: 212,
  exitHeight: 36,
} as const;

export function cardHeight(owner: ChartOwner, port: ChartPort, short: boolean): number {
  const lines = (short ? 1 : 2) + (remarks(owner, port) === "" ? 0 : 1);
  return lines === 1 ? 30 : 12 + lines * 15;
}

/** @param short whether its name and what it is go on one line */
export function cardOf(owner: ChartOwner, port: ChartPort, at: Rect, short: boolean): NodeMark {
  const inner = at.width - 20;
  const note = remarks(owner, port);
  const name = fit(owner.workload, "name", inner);
  const label = { style: "code", text: fit(owner.label, "code", inner) } as const;
  const lines: readonly Pick<TextMark, "style" | "text" | "more">[] = [
    { style: "name", text: name, ...(short && { more: label }) },
    ...(short ? [] : [label]),
    ...(note === "" ? [] : [{ style: "note", text: fit(note, "note", inner) } as const]),
  ];
  const first = (at.height - lines.length * 15) / 2 + 11.5;
  return {
    kind: "node",
    ...at,
    id: owner.id,
    shape: "card",
    look: owner.state,
    dashed: owner.origin !== "explicit",
    texts: lines.map((line, index) => ({ x: 10, y: first + index * 15, ...line })),
    spoken: spokenOwner(owner, note),
  };
}

/** Whether an owner's name and what it is go on one line. */
export function isShort({ workload, label }: ChartOwner, width: number): boolean {
  return widthOf(workload, "name") + widthOf(label, "code") + 28 <= width;
}

function remarks(owner: ChartOwner, { callers }: ChartPort): string {
  return [...remarksOn(owner), ...callers.map(({ label }) => `← ${label}`)].join(" · ");
}

export function pillOf(port: ChartPort, box: Pick<ChartBox, "label">): NodeMark {
  const { width, height } = sizes.pill;
  return {
    kind: "node",
    x: 0,
    y: 0,
    width,
    height,
    id: port.id,
    shape: "pill",
    look: port.state,
    dashed: port.owners.length > 0 && port.owners.every(({ origin }) => origin !== "explicit"),
    texts: [{ x: width / 2, y: 16.5, align: "middle", style: "number", text: numberOf(port) }],
    spoken: spokenPort(port, box),
  };
}

/** The name of a box, and what it is. */
export function titleOf(box: Pick<ChartBox, "id" | "label">, detail: string, width: number): NodeMark {
  const inner = width - 2 * sizes.pad;
  const texts: TextMark[] = [{ x: 0, y: 16, style: "title", text: fit(box.label, "title", inner) }];
  if (detail !== "") texts.push({ x: 0, y: 32, style: "detail", text: fit(detail, "detail", inner) });
  const spoken = [box.label, detail].filter((part) => part !== "").join(", ");
  const room = Math.max(...texts.map(({ text, style }) => widthOf(text, style)), 40);
  const height = detail === "" ? 24 : 40;
  const at = { x: sizes.pad, y: 8, width: Math.min(inner, room), height };
  return { kind: "node", ...at, id: box.id, shape: "title", look: "plain", dashed: false, texts, spoken };
}

export function titleHeight(detail: string): number {
  return detail === "" ? 40 : 56;
}

/** Where a box connects to, ending at its right edge. */
export function exitOf(exit: ChartExit, look: LinkState, at: { x: number; y: number; width: number }): NodeMark {
  const { width } = at;
  const inner = width - 16;
  const lines = [
    { style: "name", text: fit(exit.label, "name", inner) },
    { style: "code", text: fit(exit.address, "code", inner) },
  ] as const;
  const shown = exit.address === "" ? lines.slice(0, 1) : lines;
  const first = shown.length === 1 ? 21 : 14;
  return {
    kind: "node",
    ...at,
    height: sizes.exitHeight,
    id: exit.id,
    shape: "exit",
    look,
    dashed: false,
    texts: shown.map((line, index) => ({ x: width - 12, y: first + index * 15, align: "end", ...line })),
    spoken: [exit.label, exit.address, linkWords[look]].filter((part) => part !== "").join(", "),
  };
}

export function troubleOf(text: string, x: number, y: number): CaptionMark {
  return { kind: "caption", x, y, text, align: "middle", style: "trouble" };
}

/** Two owners that want the same. */
export function quarrel(a: NodeMark, b: NodeMark): LineMark {
  const y = a.y + Math.min(a.height, b.height) / 2;
  return { kind: "line", x1: a.x + a.width, y1: y, x2: b.x, y2: y, look: "conflict", dashed: true };
}
