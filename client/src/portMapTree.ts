import type { ListenerItem, MappingItem, NamespaceItem, PortMapResult } from "../../server/src/protocol.js";

/** Whoever takes a port of a namespace. */
export type ClaimItem = ListenerItem | MappingItem;

/** The port map as rows: namespaces hold ports, ports hold owners. A port with one owner is a row without children. */
export type PortMapNode = NamespaceNode | PortNode | OwnerNode;

export interface NamespaceNode {
  readonly kind: "namespace";
  readonly id: string;
  readonly namespace: NamespaceItem;
  readonly ports: readonly PortNode[];
}

export interface PortNode {
  readonly kind: "port";
  readonly id: string;
  /** Null where only the running system decides. */
  readonly port: number | null;
  readonly transport: ClaimItem["transport"];
  readonly owners: readonly OwnerNode[];
}

export interface OwnerNode {
  readonly kind: "owner";
  readonly id: string;
  readonly claim: ClaimItem;
}

export function portMapTree(map: PortMapResult): NamespaceNode[] {
  return map.namespaces.map((namespace) => {
    const id = `namespace ${namespace.id}`;
    return { kind: "namespace", id, namespace, ports: portsOf(id, [...namespace.listeners, ...namespace.mappings]) };
  });
}

function portsOf(parent: string, claims: readonly ClaimItem[]): PortNode[] {
  const groups = new Map<string, ClaimItem[]>();
  for (const claim of claims) {
    // Owners of unknown ports share nothing, so each has a row of its own.
    const key = claim.port === null ? claim.id : `${claim.port}/${claim.transport}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [claim]);
    else group.push(claim);
  }
  const ports = [...groups].flatMap(([key, group]) =>
    group.slice(0, 1).map((first) => portNode(parent, key, first, group)),
  );
  return ports.sort((a, b) => (a.port ?? Infinity) - (b.port ?? Infinity) || a.transport.localeCompare(b.transport));
}

function portNode(parent: string, key: string, first: ClaimItem, claims: readonly ClaimItem[]): PortNode {
  const id = `${parent} port ${key}`;
  const owners = claims.map((claim): OwnerNode => ({
    kind: "owner",
    id: `${id} owner ${claim.id}`,
    claim,
  }));
  return { kind: "port", id, port: first.port, transport: first.transport, owners };
}

export function isCollision(port: PortNode): boolean {
  return port.owners.some(({ claim }) => claim.conflict);
}

export function collisionsIn(node: NamespaceNode): number {
  return node.ports.filter(isCollision).length;
}

export function children(node: PortMapNode): readonly PortMapNode[] {
  if (node.kind === "namespace") return node.ports;
  return node.kind === "port" && node.owners.length > 1 ? node.owners : [];
}
