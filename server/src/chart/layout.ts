import type { ELK, ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from "elkjs/lib/elk-api.js";
import { sizes } from "./parts.js";
import type { Anchor, Figure, Rect, Scene, Wire } from "./scene.js";

/** A scene with every figure and wire in its place. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Those that surround others stand before them. */
  readonly figures: readonly (Rect & { readonly figure: Figure; readonly anchors: readonly PlacedAnchor[] })[];
  readonly wires: readonly { readonly wire: Wire; readonly points: readonly Point[] }[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type PlacedAnchor = Anchor & Point;

/** The layout engine, in the page as a script of its own, on the command line loaded when it is asked for. */
export type Engine = Pick<ELK, "layout">;

export async function layOut(scene: Scene, engine: Engine): Promise<Drawing> {
  const anchors = new Set(scene.figures.flatMap(anchorsIn));
  const wires = scene.wires.filter(({ from, to }) => anchors.has(from) && anchors.has(to));
  // The engine fails on a few graphs whose order it is to keep.
  const placed = await engine
    .layout(graphOf(scene, wires, inOrder))
    .catch(() => engine.layout(graphOf(scene, wires, {})));
  const figures = scene.figures.flatMap((figure, index) =>
    placedFigures(figure, placed.children?.[index], { x: 0, y: 0 }),
  );
  const corners = new Map(figures.map(({ figure, x, y }) => [figure.id, { x, y }]));
  const edges = [placed, ...(placed.children ?? [])].flatMap((node) => node.edges ?? []);
  return {
    width: Math.ceil(placed.width ?? 0),
    height: Math.ceil(placed.height ?? 0),
    figures,
    wires: edges.flatMap((edge) => {
      const wire = wires[Number(edge.id.slice("wire ".length))];
      const section = edge.sections?.[0];
      if (wire === undefined || section === undefined) return [];
      // The engine counts from the corner of whatever figure both ends are in.
      const corner = corners.get(edge.container ?? "") ?? { x: 0, y: 0 };
      const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
      return [{ wire, points: points.map(({ x, y }) => ({ x: x + corner.x, y: y + corner.y })) }];
    }),
  };
}

function graphOf({ arranged, figures }: Scene, wires: readonly Wire[], order: LayoutOptions): ElkNode {
  const edgesIn = (within: string | undefined): ElkExtendedEdge[] =>
    wires.flatMap((wire, index) =>
      wire.within === within ? [{ id: `wire ${String(index)}`, sources: [wire.from], targets: [wire.to] }] : [],
    );
  switch (arranged) {
    case "flow":
      return {
        id: "",
        layoutOptions: { ...layered, ...flow, ...order },
        children: figures.map((figure) => nodeOf(figure, {})),
        edges: edgesIn(undefined),
      };
    case "shelf":
      return {
        id: "",
        layoutOptions: shelf,
        children: figures.map((figure) => ({ ...nodeOf(figure, order), edges: edgesIn(figure.id) })),
      };
  }
}

const layered: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.spacing.edgeNode": "18",
  "elk.spacing.edgeEdge": "9",
  "elk.layered.spacing.nodeNodeBetweenLayers": "84",
  "elk.layered.spacing.edgeNodeBetweenLayers": "20",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "9",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.randomSeed": "1",
};

/** Keeps the order in which things are given where nothing speaks against it. */
const inOrder: LayoutOptions = { "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES" };

const flow: LayoutOptions = {
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.aspectRatio": "1.5",
  "elk.padding": "[top=24,left=48,bottom=24,right=24]",
  "elk.spacing.nodeNode": "28",
  "elk.spacing.componentComponent": "48",
};

const shelf: LayoutOptions = {
  "elk.algorithm": "rectpacking",
  "elk.aspectRatio": "1.6",
  "elk.padding": "[top=24,left=48,bottom=24,right=24]",
  "elk.spacing.nodeNode": "44",
};

function nodeOf(figure: Figure, order: LayoutOptions): ElkNode {
  const ports = figure.anchors.map((anchor) => portOf(anchor, figure));
  const { id, width, height } = figure;
  if (figure.inside.length === 0) {
    const layoutOptions = { "elk.portConstraints": "FIXED_POS", "elk.alignment": "LEFT" };
    return { id, width, height, ports, layoutOptions };
  }
  const left = figure.anchors.some(({ pill }) => pill !== undefined) ? 74 : 20;
  const layoutOptions: LayoutOptions = {
    ...layered,
    ...order,
    "elk.portConstraints": "FIXED_SIDE",
    "elk.padding": `[top=${String(figure.top + 12)},left=${String(left)},bottom=20,right=24]`,
    "elk.nodeSize.constraints": "MINIMUM_SIZE PORTS",
    "elk.nodeSize.minimum": `(${String(width)},${String(height)})`,
    "elk.spacing.portPort": "10",
    "elk.spacing.nodeNode": "18",
    "elk.spacing.componentComponent": "18",
  };
  return { id, layoutOptions, children: figure.inside.map((inner) => nodeOf(inner, order)), ports };
}

function portOf({ id, side, y, pill }: Anchor, figure: Figure): ElkPort {
  const { width, height } = pill ? sizes.pill : { width: 0, height: 0 };
  const edge = side === "west" ? 0 : figure.width;
  return {
    id,
    width,
    height,
    ...(y !== undefined && { x: edge - width / 2, y: y - height / 2 }),
    layoutOptions: {
      "elk.port.side": side === "west" ? "WEST" : "EAST",
      ...(width > 0 && { "elk.port.borderOffset": String(-width / 2) }),
    },
  };
}

function placedFigures(
  figure: Figure,
  node: ElkNode | undefined,
  corner: Point,
): readonly Drawing["figures"][number][] {
  if (node === undefined) return [];
  const x = corner.x + (node.x ?? 0);
  const y = corner.y + (node.y ?? 0);
  const anchors = figure.anchors.map((anchor, index): PlacedAnchor => {
    const port = node.ports?.[index];
    return { ...anchor, x: x + (port?.x ?? 0), y: y + (port?.y ?? 0) };
  });
  const own = { figure, anchors, x, y, width: node.width ?? figure.width, height: node.height ?? figure.height };
  return [own, ...figure.inside.flatMap((inner, index) => placedFigures(inner, node.children?.[index], { x, y }))];
}

function anchorsIn({ anchors, inside }: Figure): readonly string[] {
  return [...anchors.map(({ id }) => id), ...inside.flatMap(anchorsIn)];
}
