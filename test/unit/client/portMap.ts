import type { ListenerItem, MappingItem, NamespaceItem, PortMapResult } from "../../../server/src/protocol.js";

/** Port maps as the server answers them, of which a test says only what it is about. */

export function mapOf(...namespaces: NamespaceItem[]): PortMapResult {
  return { namespaces };
}

export function host(id: string, ...claims: (ListenerItem | MappingItem)[]): NamespaceItem {
  return {
    id,
    kind: "host",
    label: id,
    description: `about ${id}`,
    listeners: claims.filter((each): each is ListenerItem => !("via" in each)),
    mappings: claims.filter((each): each is MappingItem => "via" in each),
  };
}

export function listener(id: string, port: number | null, more: Partial<ListenerItem> = {}): ListenerItem {
  const line = more.range ?? { start: { line: 4, character: 0 }, end: { line: 4, character: 1 } };
  return {
    id,
    port,
    address: "0.0.0.0",
    transport: "tcp",
    protocol: "otlp-grpc",
    owner: `${id} of w`,
    workload: "w",
    label: id,
    uri: "file:///a.yaml",
    origin: "explicit",
    conflict: false,
    loopback: false,
    ...more,
    range: line,
  };
}

export function published(id: string, port: number, more: Partial<ListenerItem> = {}): MappingItem {
  return { ...listener(id, port, more), via: "published", inner: { namespace: "c", port } };
}
