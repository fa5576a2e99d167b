import { normaliseHost } from "../../endpoint.js";
import type { DeclaredPort, HostPort, PortRef, Transport } from "../../facts.js";
import { get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { isUnknown, plainTextOf, type Reading } from "./reading.js";

/** The `ports` of a container, or those of an `OpenTelemetryCollector`, which call their number `port`. */
export function readContainerPorts(
  ports: YamlNode | undefined,
  number: "containerPort" | "port",
  reading: Reading,
): readonly DeclaredPort[] {
  return reading.items(ports).flatMap((item): readonly DeclaredPort[] => {
    const written = reading.port(get(item, number), number);
    const transport = transportOf(item);
    if (written === undefined || transport === undefined) return [];
    return [{ name: plainTextOf(get(item, "name")), ...written, transport, hostPort: readHostPort(item, reading) }];
  });
}

function readHostPort(item: YamlNode, reading: Reading): HostPort | undefined {
  const written = reading.port(get(item, "hostPort"), "hostPort");
  const hostIp = get(item, "hostIP");
  if (written === undefined || isUnknown(hostIp)) return undefined;
  return { ...written, hostIp: normaliseHost(plainTextOf(hostIp) ?? "") };
}

/** Undefined for SCTP, and for what only a template knows. */
export function transportOf(port: YamlNode): Transport | undefined {
  const protocol = get(port, "protocol");
  if (isUnknown(protocol)) return undefined;
  const text = plainTextOf(protocol)?.toLowerCase() ?? "tcp";
  return text === "tcp" || text === "udp" ? text : undefined;
}

/** A number, or the name of a container's port; undefined for `"4317"`, which Kubernetes takes for neither. */
export function readPortRef(node: YamlNode | undefined, field: string, reading: Reading): PortRef | undefined {
  const written = reading.port(node, field);
  if (written) return { kind: "number", ...written };
  const name = plainTextOf(node);
  if (node === undefined || name === undefined || !/[a-z]/i.test(name)) return undefined;
  return { kind: "name", name, place: reading.place(node) };
}
