import { parseEndpoint } from "../../endpoint.js";
import type { Bind, ListenerFact, TelemetryFacts } from "../../facts.js";
import { metricsLabel, metricsProtocol } from "../../catalog/internalMetrics.js";
import type { VersionRange } from "../../versions.js";

/** Since v0.123.0 `telemetry.metrics.address` is ignored, and the default reader stands instead. */
const addressIgnoredSince = "0.123.0";
/** Since v0.111.0 the default is localhost; before, every address. */
const localhostSince = "0.111.0";

/**
 * The listeners of the collector's own metrics, which nobody has to write: 8888 unless the telemetry section says
 * otherwise.
 */
export function internalMetricsListeners(telemetry: TelemetryFacts): readonly ListenerFact[] {
  const { level, readers, address } = telemetry;
  if (level?.toLowerCase() === "none") return [];
  if (readers !== undefined) return readers;
  if (address !== undefined) {
    const written = address.binds.map((bind) => ({ ...bind, versions: { before: addressIgnoredSince } }));
    return [{ ...address, binds: [...written, bindOf("localhost:8888", { since: addressIgnoredSince })] }];
  }
  return [
    {
      key: "telemetry",
      label: metricsLabel,
      protocol: metricsProtocol,
      transport: "tcp",
      binds: [bindOf(":8888", { before: localhostSince }), bindOf("localhost:8888", { since: localhostSince })],
      place: telemetry.place,
      change: {
        kind: "insert",
        file: telemetry.place.file,
        slot: telemetry.slot,
        lines: nest(["telemetry:", "metrics:"].slice(telemetry.depth), readerLines),
      },
    },
  ];
}

const readerLines = [
  "readers:",
  "  - pull:",
  "      exporter:",
  "        prometheus:",
  "          host: {host}",
  "          port: {port}",
];

function nest(keys: readonly string[], lines: readonly string[]): readonly string[] {
  return [
    ...keys.map((key, depth) => "  ".repeat(depth) + key),
    ...lines.map((line) => "  ".repeat(keys.length) + line),
  ];
}

function bindOf(endpoint: string, versions: VersionRange): Bind {
  const { host, hostText, port } = parseEndpoint(endpoint) ?? { host: null, hostText: "", port: null };
  return { versions, endpoint: { host, hostText, port }, origin: "default" };
}
