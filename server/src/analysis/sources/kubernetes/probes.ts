import type { Probe } from "../../facts.js";
import { entryOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readPortRef } from "./ports.js";
import { isUnknown, plainTextOf, type Reading } from "./reading.js";

const purposes = [
  ["livenessProbe", "liveness"],
  ["readinessProbe", "readiness"],
  ["startupProbe", "startup"],
] as const;

/** The probes of a container that ask a port; a command asks none that could be told. */
export function readProbes(container: YamlNode, reading: Reading): readonly Probe[] {
  return purposes.flatMap(([key, purpose]): readonly Probe[] => {
    const entry = entryOf(container, key);
    const handler = entry && handlerOf(entry.value);
    const port = handler && readPortRef(get(handler.node, "port"), `port of the ${key}`, reading);
    if (entry === undefined || handler === undefined || port === undefined) return [];
    const host = get(handler.node, "host");
    if (isUnknown(host)) return [];
    return [{ purpose, protocol: handler.protocol, port, host: plainTextOf(host), place: reading.place(entry.key) }];
  });
}

function handlerOf(probe: YamlNode): { readonly protocol: Probe["protocol"]; readonly node: YamlNode } | undefined {
  const http = get(probe, "httpGet");
  if (http) {
    const https = plainTextOf(get(http, "scheme"))?.toUpperCase() === "HTTPS";
    return { protocol: https ? "https" : "http", node: http };
  }
  const tcp = get(probe, "tcpSocket");
  if (tcp) return { protocol: "tcp", node: tcp };
  const grpc = get(probe, "grpc");
  return grpc && { protocol: "grpc", node: grpc };
}
