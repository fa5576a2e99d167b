import {
  worst,
  type Chart,
  type ChartCollector,
  type ChartComponent,
  type ChartPipeline,
} from "../analysis/chart/model.js";
import { stateWords } from "../analysis/chart/words.js";
import { fit, widthOf } from "./fit.js";
import { sizes, titleHeight, titleOf } from "./parts.js";
import type { Anchor, Figure, LineMark, NodeMark, Scene } from "./scene.js";

/** What goes on inside each collector: receivers, processors, exporters, and connectors between pipelines. */
export function pipelinesScene({ collectors }: Chart): Scene {
  return {
    figures: collectors.map(collectorFigure),
    wires: collectors.flatMap(({ id: within, joints }) =>
      joints.map(({ from, to }) => ({
        id: `${from} → ${to}`,
        from: `out ${from}`,
        to: `in ${to}`,
        look: "reaches",
        within,
        ends: [from, to],
      })),
    ),
    arranged: "shelf",
  };
}

function collectorFigure(collector: ChartCollector): Figure {
  const joints = new Set(collector.joints.flatMap(({ from, to }) => [`out ${from}`, `in ${to}`]));
  const width = Math.max(260, widthOf(collector.label, "title") + 60);
  return {
    id: collector.id,
    width,
    height: 80,
    top: titleHeight(collector.detail) - 8,
    frame: "plain",
    marks: [titleOf(collector, collector.detail, 900)],
    anchors: [],
    inside: collector.pipelines.map((pipeline) => pipelineFigure(pipeline, joints)),
  };
}

const cell = { height: 38, gap: 8, between: 34, least: 92, most: 210 };

function pipelineFigure(pipeline: ChartPipeline, joints: ReadonlySet<string>): Figure {
  const { receivers, processors, exporters } = pipeline;
  // Processors follow each other; what receives and what exports is side by side.
  const columns = [receivers, ...processors.map((each) => [each]), exporters].filter(({ length }) => length > 0);
  const rows = Math.max(...columns.map(({ length }) => length), 1);
  const top = titleHeight("") - 2;
  const middle = top + (rows * (cell.height + cell.gap) - cell.gap) / 2;
  let x = sizes.pad;
  const cards = columns.map((column) => {
    const width = Math.max(cell.least, ...column.map(widthWanted));
    const first = middle - (column.length * (cell.height + cell.gap) - cell.gap) / 2;
    const placed = column.map((each, index) =>
      componentCard(each, { x, y: first + index * (cell.height + cell.gap), width }),
    );
    x += width + cell.between;
    return placed;
  });
  const width = Math.max(x - cell.between + sizes.pad, widthOf(pipeline.label, "title") + 2 * sizes.pad + 10);
  const wires = cards.flatMap((column, index) =>
    column.flatMap((from) => (cards[index + 1] ?? []).flatMap((to) => stepped(from, to))),
  );
  const anchors = cards.flat().flatMap((card): readonly Anchor[] => {
    const y = card.y + card.height / 2;
    return [
      ...(joints.has(`in ${card.id}`) ? [{ id: `in ${card.id}`, side: "west", y } as const] : []),
      ...(joints.has(`out ${card.id}`) ? [{ id: `out ${card.id}`, side: "east", y } as const] : []),
    ];
  });
  const ends = cards.flat().flatMap((card): readonly LineMark[] => {
    const y = card.y + card.height / 2;
    const line = { kind: "line", y1: y, y2: y, look: "reaches", dashed: false } as const;
    return [
      ...(joints.has(`in ${card.id}`) ? [{ ...line, x1: 0, x2: card.x }] : []),
      ...(joints.has(`out ${card.id}`) ? [{ ...line, x1: card.x + card.width, x2: width }] : []),
    ];
  });
  const height = top + rows * (cell.height + cell.gap) - cell.gap + sizes.pad;
  const marks = [titleOf(pipeline, "", width), ...wires, ...ends, ...cards.flat()];
  return { id: pipeline.id, width, height, top: 0, frame: "quiet", marks, anchors, inside: [] };
}

function widthWanted(component: ChartComponent): number {
  const texts = [widthOf(component.label, "name"), widthOf(secondLine(component), "code")];
  return Math.min(cell.most, Math.max(...texts) + 24);
}

function componentCard(component: ChartComponent, at: { x: number; y: number; width: number }): NodeMark {
  const { id, label, defined, ports } = component;
  const state = worst(ports.map((port) => port.state));
  const said = ports.map((port) => `port ${String(port.port ?? "?")} ${stateWords[port.state]}`);
  return {
    kind: "node",
    ...at,
    height: cell.height,
    id,
    shape: "card",
    look: !defined ? "undefined" : ports.length > 0 ? state : "plain",
    dashed: !defined,
    texts: [
      { x: 10, y: 16, style: "name", text: fit(label, "name", at.width - 20) },
      { x: 10, y: 31, style: "code", text: fit(secondLine(component), "code", at.width - 20) },
    ],
    spoken: [`${component.kind} ${label}`, ...(defined ? said : ["defined nowhere"])].join(", "),
  };
}

function secondLine({ kind, defined, ports }: ChartComponent): string {
  if (!defined) return "defined nowhere";
  return [kind, ...ports.map(({ port }) => `:${String(port ?? "?")}`)].join(" ");
}

/** A line from one card to the next, with a step where they are not on one height. */
function stepped(from: NodeMark, to: NodeMark): readonly LineMark[] {
  const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2];
  const x = to.x - cell.between / 2;
  const line = (x1: number, ya: number, x2: number, yb: number): LineMark => ({
    kind: "line",
    ...{ x1, y1: ya, x2, y2: yb },
    look: "outside",
    dashed: false,
  });
  if (y1 === y2) return [line(from.x + from.width, y1, to.x, y2)];
  return [line(from.x + from.width, y1, x, y1), line(x, y1, x, y2), line(x, y2, to.x, y2)];
}
