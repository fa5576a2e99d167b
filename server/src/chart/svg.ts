import type { Drawing, Point } from "./layout.js";
import type { LineMark, Mark, NodeMark, TextMark, Wire } from "./scene.js";
import { chartStyle } from "./style.js";

export interface SvgOptions {
  /** One sentence, for whoever does not see the picture. */
  readonly title: string;
  /** A picture in a page has nodes that are pointed at; one that stands alone brings its style along. */
  readonly use: "page" | "alone";
}

/** Everything in it that comes from a file is escaped: it is text, wherever it is put. */
export function svgOf(drawing: Drawing, options: SvgOptions): string {
  if (options.use === "alone" && drawing.figures.length === 0) return emptyPicture();
  const { width, height, figures, wires } = drawing;
  const node = options.use === "page" ? pageNode : plainNode;
  const frames = figures.flatMap(({ figure, ...at }) =>
    figure.frame === undefined ? [] : [`<rect class="frame look-${figure.frame}" ${rect({ ...at })} rx="9"/>`],
  );
  const nodes = figures.flatMap(({ figure, anchors, x, y }) => [
    ...figure.marks.map((mark) => markOf(mark, { x, y }, node)),
    ...anchors.flatMap(({ pill, ...at }) => (pill ? [node({ ...pill, x: at.x, y: at.y })] : [])),
  ]);
  const lines = wires.map(({ wire, points }) => wireOf(wire, points, options.use));
  const body = [...frames, ...lines, ...nodes].join("\n");
  if (options.use === "page") return body;
  return pictureOf({ width, height }, options.title, body);
}

function emptyPicture(): string {
  const said = "No ports";
  const text = `<text class="t-detail" x="80" y="28" text-anchor="middle">${said}</text>`;
  return pictureOf({ width: 160, height: 48 }, said, text);
}

function pictureOf({ width, height }: Pick<Drawing, "width" | "height">, title: string, body: string): string {
  const size = `width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}"`;
  const head = `<title>${escaped(title)}</title>\n<style>${chartStyle}</style>\n<rect width="100%" height="100%" fill="var(--ground)"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="portolan-chart" role="img" ${size}>\n${head}\n${body}\n</svg>\n`;
}

type NodeWriter = (mark: NodeMark) => string;

/** A button that opens its line. */
const pageNode: NodeWriter = (mark) =>
  nodeOf(mark, ` data-id="${escaped(mark.id)}" role="button" tabindex="-1" aria-label="${escaped(nameOf(mark))}"`);

const plainNode: NodeWriter = (mark) => nodeOf(mark, "");

function nodeOf(mark: NodeMark, attributes: string): string {
  const open = `<g class="${classOf(mark)}"${attributes} transform="translate(${at(mark.x)} ${at(mark.y)})">`;
  return `${open}<title>${escaped(mark.spoken)}</title>${insideOf(mark)}</g>`;
}

/** Who speaks to the computer says what is seen, so a button's name has that in it, cut as it is. */
function nameOf({ spoken, texts }: NodeMark): string {
  const seen = texts.map(({ text, more }) => (more === undefined ? text : `${text}, ${more.text}`)).join(", ");
  return spoken.includes(seen) ? spoken : `${seen}: ${spoken}`;
}

function classOf({ shape, look, dashed }: NodeMark): string {
  return `node ${shape} look-${look}${dashed ? " dashed" : ""}`;
}

function insideOf({ shape, width, height, texts }: NodeMark): string {
  const round = shape === "pill" ? height / 2 : 6;
  const ground = `<rect class="shape" ${rect({ x: 0, y: 0, width, height })} rx="${at(round)}"/>`;
  const dot = shape === "exit" ? `<circle class="dot" cx="${at(width)}" cy="${at(height / 2)}" r="4"/>` : "";
  return ground + dot + texts.map((text) => textOf(text, { x: 0, y: 0 })).join(" ");
}

function markOf(mark: Mark, { x, y }: Point, node: NodeWriter): string {
  switch (mark.kind) {
    case "node":
      return node({ ...mark, x: x + mark.x, y: y + mark.y });
    case "caption":
      return textOf(mark, { x, y });
    case "line":
      return lineOf(mark, { x, y });
  }
}

function lineOf({ x1, y1, x2, y2, look, dashed }: LineMark, { x, y }: Point): string {
  return `<path class="wire look-${look}${dashed ? " dashed" : ""}" d="M${at(x + x1)} ${at(y + y1)}L${at(x + x2)} ${at(y + y2)}"/>`;
}

function textOf({ text, style, align, more, ...spot }: TextMark, { x, y }: Point): string {
  const anchor = align === undefined ? "" : ` text-anchor="${align}"`;
  const follows = more === undefined ? "" : ` <tspan class="t-${more.style}" dx="4">${escaped(more.text)}</tspan>`;
  return `<text class="t-${style}" x="${at(x + spot.x)}" y="${at(y + spot.y)}"${anchor}>${escaped(text)}${follows}</text>`;
}

function wireOf({ look, ends }: Wire, points: readonly Point[], use: SvgOptions["use"]): string {
  const names = use === "page" ? ` data-ends="${escaped(JSON.stringify(ends))}"` : "";
  return `<g class="look-${look}"${names}><path class="wire look-${look}" d="${rounded(points)}"/>${tip(points)}</g>`;
}

const radius = 9;

/** A line through the points, its corners rounded. */
function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  const steps = rest.map((point, index) => {
    const next = rest[index + 1];
    const before = index === 0 ? first : rest[index - 1];
    if (next === undefined || before === undefined) return `L${at(point.x)} ${at(point.y)}`;
    const into = towards(point, before);
    const out = towards(point, next);
    return `L${at(into.x)} ${at(into.y)}Q${at(point.x)} ${at(point.y)} ${at(out.x)} ${at(out.y)}`;
  });
  return `M${at(first.x)} ${at(first.y)}${steps.join("")}`;
}

/** As far from a corner as it is rounded, and never more than half-way. */
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(radius, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Everything is led to from the west. */
function tip(points: readonly Point[]): string {
  const end = points.at(-1);
  if (end === undefined) return "";
  return `<path class="tip" d="M${at(end.x)} ${at(end.y)}l-7 -4v8z"/>`;
}

function rect({ x, y, width, height }: { x: number; y: number; width: number; height: number }): string {
  return `x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}"`;
}

/** Tenths of a pixel are enough, and the same on every machine. */
function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** What XML does not allow, and what would turn the direction of the text around, is shown as a sign for it. */
const unshown =
  /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]|\p{Surrogate}/gu;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escaped(text: string): string {
  return text.replace(unshown, "\uFFFD").replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
