import type { ComponentKind } from "../facts.js";
import { findComponent } from "./components.js";

/** What a component needs before it starts, as block YAML from its own first column. */
export type Starter = readonly string[];

const grpcAndHttp: Starter = ["protocols:", "  grpc:", "  http:"];
/** Where to send to, only the person knows; SDKs are told by the same variable. */
const otlpEndpoint: Starter = ["endpoint: ${env:OTEL_EXPORTER_OTLP_ENDPOINT}"];

const starters: Readonly<Record<ComponentKind, ReadonlyMap<string, Starter>>> = {
  receiver: new Map<string, Starter>([
    ["otlp", grpcAndHttp],
    ["loki", grpcAndHttp],
    ["skywalking", grpcAndHttp],
    ["jaeger", ["protocols:", "  grpc:", "  thrift_http:"]],
    ["host_metrics", ["scrapers:", "  cpu:", "  memory:", "  load:"]],
    [
      "prometheus",
      [
        "config:",
        "  scrape_configs:",
        "    - job_name: otel-collector",
        "      scrape_interval: 30s",
        "      static_configs:",
        "        - targets: [localhost:8888]",
      ],
    ],
    ["file_log", ["include: [/var/log/*.log]"]],
    ["tcp_log", ["listen_address: localhost:54525"]],
    ["udp_log", ["listen_address: localhost:54526"]],
  ]),
  processor: new Map<string, Starter>([
    ["memory_limiter", ["check_interval: 1s", "limit_percentage: 80", "spike_limit_percentage: 20"]],
  ]),
  exporter: new Map<string, Starter>([
    ["otlp_grpc", otlpEndpoint],
    ["otlp_http", otlpEndpoint],
    ["prometheus", ["endpoint: localhost:8889"]],
    ["zipkin", ["endpoint: http://localhost:9411/api/v2/spans"]],
    ["file", ["path: ./telemetry.json"]],
  ]),
  connector: new Map<string, Starter>(),
  extension: new Map<string, Starter>([["bearertokenauth", ["token: ${env:BEARER_TOKEN}"]]]),
};

/** Undefined for a type that nobody knows, and for one that needs what only its author can say. */
export function starterOf(kind: ComponentKind, type: string): Starter | undefined {
  const row = findComponent(kind, type);
  if (row === undefined) return undefined;
  return starters[kind].get(row.type) ?? (row.requires === undefined ? [] : undefined);
}

/** The entry of a starter under a key, without the key where `inside`; undefined where it has none. */
export function starterEntry(starter: Starter, key: string, inside: boolean): Starter | undefined {
  const at = starter.findIndex((line) => line.startsWith(`${key}:`));
  if (at < 0) return undefined;
  const end = starter.findIndex((line, index) => index > at && !line.startsWith(" "));
  const entry = starter.slice(at, end < 0 ? undefined : end);
  return inside ? entry.slice(1).map((line) => line.slice(2)) : entry;
}
