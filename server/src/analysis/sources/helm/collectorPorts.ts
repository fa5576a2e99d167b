import type { CollectorFacts, DeclaredPort, Place, ServicePort } from "../../facts.js";
import { asMap, booleanOf, get } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import { transportOf } from "../kubernetes/ports.js";
import type { Reading } from "../kubernetes/reading.js";
import { standingAt } from "./standIn.js";
import { chartPorts } from "./chartDefaults.js";
import { loosePort } from "./looseNumbers.js";
import { overlay } from "./overlay.js";

export interface ChartPorts {
  readonly declared: readonly DeclaredPort[];
  readonly service: readonly ServicePort[];
}

/**
 * The values' `ports` laid over those of the chart. Without those of the chart behind which nothing listens: whoever
 * takes a receiver away seldom takes its ports away too, and nobody misses it there.
 *
 * @param place where a finding on a default stands
 * @param config undefined where it is not known
 */
export function readChartPorts(
  values: YamlNode,
  onNode: boolean,
  place: Place,
  config: CollectorFacts | undefined,
  reading: Reading,
): ChartPorts {
  const brought = chartPorts();
  if (brought === undefined) return { declared: [], service: [] };
  const ports = get(values, "ports");
  const defaults = standingAt(brought, place.span);
  const merged = asMap(ports) ? overlay(defaults, ports ?? defaults) : defaults;
  const open = config && openPorts(config);
  const enabled = reading.entries(merged).filter((entry) => booleanOf(get(entry.value, "enabled")) === true);
  const declared = enabled.flatMap((entry) => readDeclared(entry, onNode, reading) ?? []);
  const kept = declared.filter((each) => isWritten(each, place) || open?.has(each.port) !== false);
  const names = new Set(kept.map(({ name }) => name));
  return {
    declared: kept,
    service: enabled.filter(({ key }) => names.has(key.text)).flatMap((entry) => readServicePort(entry, reading) ?? []),
  };
}

function isWritten({ place: { span } }: DeclaredPort, place: Place): boolean {
  return span.start !== place.span.start;
}

/** The ports on which a configuration listens; undefined where one of them only a variable tells. */
function openPorts({ components, service }: CollectorFacts): ReadonlySet<number> | undefined {
  const listeners = [...components.flatMap((each) => each.listeners), ...(service?.telemetry.readers ?? [])];
  const ports = listeners.flatMap(({ binds }) => binds.map(({ endpoint }) => endpoint.port));
  return ports.includes(null) ? undefined : new Set(ports.flatMap((port) => port ?? []));
}

function readDeclared({ key, value }: Entry, onNode: boolean, reading: Reading): DeclaredPort | undefined {
  const written = loosePort(get(value, "containerPort"), reading);
  const transport = transportOf(value);
  if (written === undefined || transport === undefined) return undefined;
  const host = onNode ? loosePort(get(value, "hostPort"), reading) : undefined;
  return { name: key.text, ...written, transport, hostPort: host && { ...host, hostIp: "" } };
}

function readServicePort({ key, value }: Entry, reading: Reading): ServicePort | undefined {
  const written = loosePort(get(value, "servicePort"), reading);
  const target = loosePort(get(value, "containerPort"), reading);
  const transport = transportOf(value);
  if (written === undefined || target === undefined || transport === undefined) return undefined;
  const nodePort = loosePort(get(value, "nodePort"), reading);
  return { name: key.text, ...written, transport, target: { kind: "number", ...target }, nodePort };
}
