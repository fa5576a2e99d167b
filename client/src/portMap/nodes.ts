import type { ListenerItem, MappingItem, NamespaceItem } from "../../../server/src/protocol.js";

/** Whoever takes a port of a namespace. */
export type ClaimItem = ListenerItem | MappingItem;

/** The port map as rows: groups hold ports, and a port that several share holds its owners. */
export type PortMapNode = GroupNode | PortNode | ClaimNode;

interface Row {
  /** The same for the same thing, however often the map is read. */
  readonly id: string;
  readonly label: string;
  /** What stands dimmed behind the label, and what a screen reader says after the name. */
  readonly facts: readonly string[];
  readonly parent: PortMapNode | undefined;
  /** Whether it shows its children until somebody decides otherwise. */
  readonly open: boolean;
}

export interface GroupNode extends Row {
  readonly kind: "group";
  readonly of: NamespaceItem["kind"] | "owner" | "file";
  readonly collisions: number;
  readonly children: readonly (PortNode | ClaimNode)[];
}

/** A port with several owners, who collide or have it in different places. */
export interface PortNode extends Row {
  readonly kind: "port";
  readonly port: number | null;
  readonly transport: ClaimItem["transport"];
  readonly collides: boolean;
  readonly children: readonly ClaimNode[];
}

export interface ClaimNode extends Row {
  readonly kind: "claim";
  readonly claim: ClaimItem;
  readonly namespace: NamespaceItem;
}

export function childrenOf(node: PortMapNode): readonly PortMapNode[] {
  return node.kind === "claim" ? [] : node.children;
}

/** All rows, each before those under it. */
export function* everyRow(nodes: readonly PortMapNode[]): Generator<PortMapNode> {
  for (const node of nodes) {
    yield node;
    yield* everyRow(childrenOf(node));
  }
}
