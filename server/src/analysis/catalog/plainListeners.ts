import type { ComponentRow, ListenRow } from "./types.js";

/**
 * Listeners that ask the system for their endpoint just as it is written (`net.Listen`), by kind, type and path; from
 * the components' source. Others look at it first, and say in words of their own what is wrong.
 */
const plain: ReadonlySet<string> = new Set([
  "receiver otlp protocols.grpc.endpoint",
  "receiver otlp protocols.http.endpoint",
  "receiver zipkin endpoint",
  "receiver loki protocols.grpc.endpoint",
  "receiver loki protocols.http.endpoint",
  "receiver awsfirehose endpoint",
  "receiver collectd endpoint",
  "receiver datadog endpoint",
  "receiver influxdb endpoint",
  "receiver webhook_event endpoint",
  "extension health_check endpoint",
  "extension http_forwarder ingress.endpoint",
  "extension pprof endpoint",
  "extension zpages endpoint",
]);

/** Whether the system itself judges what is written there. */
export function listensPlainly({ kind, type }: ComponentRow, { path }: ListenRow): boolean {
  return plain.has(`${kind} ${type} ${path.join(".")}`);
}
