import type { Chart, ChartBox, ChartLink, ChartPort, LinkState } from "../analysis/chart/model.js";
import { withInner } from "../analysis/chart/words.js";
import { widthOf } from "./fit.js";
import { exitOf, pillOf, sizes, titleHeight, titleOf } from "./parts.js";
import { contentWidth, isDirect, rowOf } from "./rows.js";
import type { Anchor, Figure, Look, Mark, Scene, Wire } from "./scene.js";

/** Hosts, pods and containers as boxes with their ports on the edge, and who connects to whom. */
export function hostsScene(chart: Chart): Scene {
  const links = new Map<string, LinkState>(chart.links.map(({ from, state }) => [from, state]));
  const targets = new Set(chart.links.map(({ to }) => to));
  const draw = (box: ChartBox): Figure => boxFigure(box, { links, targets, draw });
  const all = chart.boxes.flatMap(withInner);
  const starts = new Map(all.flatMap(startsIn));
  const owners = new Map(
    all.flatMap(({ ports }) => ports.flatMap((port) => port.owners.map(({ id }) => [id, port.id]))),
  );
  return {
    figures: chart.boxes.map(draw),
    wires: [...all.flatMap(rowWires), ...chart.links.map((link) => wireOf(link, starts, owners))],
    arranged: "flow",
  };
}

interface Surroundings {
  readonly links: ReadonlyMap<string, LinkState>;
  readonly targets: ReadonlySet<string>;
  readonly draw: (box: ChartBox) => Figure;
}

function boxFigure(box: ChartBox, around: Surroundings): Figure {
  if (box.ports.length === 0 && box.inside.length === 0) return plainFigure(box, around);
  return box.inside.length > 0 ? hostFigure(box, around) : portsFigure(box, around);
}

/** Who has no ports: its name, and where it connects to. */
function plainFigure(box: ChartBox, { links, targets }: Surroundings): Figure {
  const detail = detailOf(box);
  const texts = [widthOf(box.label, "title"), widthOf(detail, "detail")].map((width) => width + 2 * sizes.pad);
  const width = Math.min(300, Math.max(box.exits.length > 0 ? sizes.exit + 20 : 120, ...texts));
  const top = titleHeight(detail);
  const exits = exitMarks(box, links, { right: width, y: top - 4, width: width - 8 });
  const height = top + box.exits.length * sizes.exitHeight + (box.exits.length > 0 ? 4 : -4);
  return {
    id: box.id,
    width,
    height,
    top: 0,
    frame: box.kind === "outside" ? "outside" : "quiet",
    marks: [titleOf(box, detail, width), ...exits.marks],
    anchors: [...entry(box, targets), ...exits.anchors],
    inside: [],
  };
}

/** Its ports in rows, and beside them where it connects to. */
function portsFigure(box: ChartBox, { links, targets }: Surroundings): Figure {
  const detail = detailOf(box);
  const content = contentWidth(box.ports);
  const top = titleHeight(detail);
  const rows = rowsOf(box.ports, { x: sizes.gutter, y: top, width: content });
  const right = sizes.gutter + content + sizes.pad;
  const width = right + (box.exits.length > 0 ? sizes.exit : 0);
  const exits = exitMarks(box, links, { right: width, y: top, width: sizes.exit });
  const height = Math.max(rows.end, top + box.exits.length * (sizes.exitHeight + 4)) + sizes.pad;
  const pills = rows.rows.map(({ port, middle }): Anchor => ({
    id: `in ${port.id}`,
    side: "west",
    y: middle,
    pill: pillOf(port, box),
  }));
  const lines = rows.rows.map(({ port, middle }): Mark => ({
    kind: "line",
    x1: sizes.pill.width / 2,
    y1: middle,
    x2: sizes.gutter,
    y2: middle,
    look: port.state,
    dashed: port.state === "unreached" || port.state === "fallen",
  }));
  const onward = rows.rows.flatMap(({ port, middles }) =>
    port.owners.flatMap((owner): readonly Anchor[] =>
      owner.leadsTo === undefined ? [] : [{ id: `out ${owner.id}`, side: "east", y: middles.get(owner.id) }],
    ),
  );
  return {
    id: box.id,
    width,
    height,
    top: 0,
    frame: frameOf(box),
    marks: [titleOf(box, detail, width), ...lines, ...rows.rows.flatMap(({ marks }) => marks), ...exits.marks],
    anchors: [...entry(box, targets), ...pills, ...onward, ...exits.anchors],
    inside: [],
  };
}

/** A host around what it hands ports to. What it holds itself stands in rows of their own. */
function hostFigure(box: ChartBox, around: Surroundings): Figure {
  const detail = detailOf(box);
  const own = box.ports.filter((port) => !isDirect(port, box));
  const width = Math.max(260, widthOf(box.label, "title") + 60);
  const content = contentWidth(own);
  const rows = own.map((port): Figure => {
    const row = rowOf(port, { x: 0, y: 0, width: content });
    const onward = port.owners.flatMap((owner): readonly Anchor[] =>
      owner.leadsTo === undefined ? [] : [{ id: `out ${owner.id}`, side: "east", y: row.middles.get(owner.id) }],
    );
    const entrance: Anchor = { id: `in row ${port.id}`, side: "west", y: row.middle };
    const { marks, height } = row;
    return { id: `row ${port.id}`, width: content, height, top: 0, marks, anchors: [entrance, ...onward], inside: [] };
  });
  const exits = box.exits.map((exit): Figure => {
    const look = around.links.get(exit.id) ?? "outside";
    const mark = exitOf(exit, look, { x: 0, y: 0, width: sizes.exit });
    const anchor: Anchor = { id: `out ${exit.id}`, side: "east", y: sizes.exitHeight / 2 };
    return {
      id: `exit ${exit.id}`,
      width: sizes.exit,
      height: sizes.exitHeight,
      top: 0,
      marks: [mark],
      anchors: [anchor],
      inside: [],
    };
  });
  return {
    id: box.id,
    width,
    height: 80,
    top: titleHeight(detail) - 8,
    frame: frameOf(box),
    marks: [titleOf(box, detail, 900)],
    anchors: [
      ...entry(box, around.targets).map((each) => ({ ...each, y: undefined })),
      ...box.ports.map((port): Anchor => ({
        id: `in ${port.id}`,
        side: "west",
        y: undefined,
        pill: pillOf(port, box),
      })),
    ],
    inside: [...rows, ...box.inside.map(around.draw), ...exits],
  };
}

function rowsOf(ports: readonly ChartPort[], at: { x: number; y: number; width: number }) {
  let { y } = at;
  const rows = ports.map((port) => {
    const row = rowOf(port, { ...at, y });
    y += row.height + sizes.rowGap;
    return row;
  });
  return { rows, end: y - sizes.rowGap };
}

function exitMarks(
  { exits }: ChartBox,
  links: ReadonlyMap<string, LinkState>,
  { right, y, width }: { right: number; y: number; width: number },
): { readonly marks: readonly Mark[]; readonly anchors: readonly Anchor[] } {
  const step = sizes.exitHeight + 4;
  return {
    marks: exits.map((exit, index) =>
      exitOf(exit, links.get(exit.id) ?? "outside", { x: right - width, y: y + index * step, width }),
    ),
    anchors: exits.map(({ id }, index) => ({
      id: `out ${id}`,
      side: "east",
      y: y + index * step + sizes.exitHeight / 2,
    })),
  };
}

function entry(box: ChartBox, targets: ReadonlySet<string>): readonly Anchor[] {
  return targets.has(box.id) ? [{ id: `in ${box.id}`, side: "west", y: 20 }] : [];
}

function frameOf({ kind }: ChartBox): Look {
  return kind === "host" ? "plain" : "quiet";
}

function detailOf({ kind, detail }: ChartBox): string {
  switch (kind) {
    case "host":
    case "pod":
    case "container":
      return detail === "" ? kind : `${kind} · ${detail}`;
    case "service":
    case "probes":
    case "caller":
    case "outside":
      return detail;
  }
}

/** From the pills of a host to the rows inside of it. */
function rowWires(box: ChartBox): readonly Wire[] {
  if (box.inside.length === 0) return [];
  return box.ports
    .filter((port) => !isDirect(port, box))
    .map((port) => ({
      id: `row ${port.id}`,
      from: `in ${port.id}`,
      to: `in row ${port.id}`,
      look: port.state,
      ends: [port.id],
    }));
}

/** What hands on without a card of its own does so from its pill. */
function startsIn(box: ChartBox): readonly (readonly [string, string])[] {
  return box.ports.flatMap((port) =>
    port.owners.map(({ id }) => [id, isDirect(port, box) ? `in ${port.id}` : `out ${id}`] as const),
  );
}

function wireOf(
  { id, from, to, state }: ChartLink,
  starts: ReadonlyMap<string, string>,
  owners: ReadonlyMap<string | undefined, string | undefined>,
): Wire {
  const port = owners.get(from);
  const ends = [from, to, ...(port === undefined ? [] : [port])];
  return { id, from: starts.get(from) ?? `out ${from}`, to: `in ${to}`, look: state, ends };
}
