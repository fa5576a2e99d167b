import { parseEndpoint } from "../endpoint.js";
import type { ComponentKind, Transport } from "../facts.js";
import { components } from "./generated/components.js";
import type { ComponentRow } from "./types.js";

const rows: ReadonlyMap<string, ComponentRow> = new Map(
  components.flatMap((row) => [row.type, ...row.aliases].map((type) => [keyOf(row.kind, type), row] as const)),
);

const types: ReadonlySet<string> = new Set(components.flatMap((row) => [row.type, ...row.aliases]));

const kinds: readonly ComponentKind[] = ["receiver", "processor", "exporter", "connector", "extension"];

/** What the catalogue knows of a type; an alias such as `otlphttp` finds the row of its new name `otlp_http`. */
export function findComponent(kind: ComponentKind, type: string): ComponentRow | undefined {
  return rows.get(keyOf(kind, type));
}

/** Whether a component of any kind has, or had in some release, this type. Types of private builds are not known. */
export function isKnownType(type: string): boolean {
  return types.has(type);
}

function keyOf(kind: ComponentKind, type: string): string {
  return `${kind} ${type}`;
}

/** The kinds of components that have, or had, a type. */
export function kindsOf(type: string): readonly ComponentKind[] {
  return kinds.filter((kind) => findComponent(kind, type) !== undefined);
}

/** What is spoken on a port by default, as `ListenerFact.protocol` has it. */
export function usualProtocols(port: number, transport: Transport): readonly string[] {
  const listens = components.flatMap((row) => row.listens).filter((each) => each.transport === transport);
  const usual = listens.filter(({ defaults }) =>
    defaults.some(({ endpoint }) => parseEndpoint(endpoint)?.port === port),
  );
  return [...new Set(usual.map(({ protocol }) => protocol))];
}

/** All that is known of a kind, what some release dropped included. */
export function componentRows(kind: ComponentKind): readonly ComponentRow[] {
  return components.filter((row) => row.kind === kind);
}

/** All types of a kind, former names included. */
export function componentTypes(kind: ComponentKind): readonly string[] {
  return componentRows(kind).flatMap((row) => [row.type, ...row.aliases]);
}
