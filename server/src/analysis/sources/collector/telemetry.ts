import { parseEndpoint, type Endpoint } from "../../endpoint.js";
import type { FileId, ListenerFact, TelemetryFacts } from "../../facts.js";
import { anyVersion } from "../../versions.js";
import { asScalar, asSeq, deepestEntry, entryOf, get, textOf } from "../../yaml/access.js";
import { slotOf } from "../../yaml/edit.js";
import type { Entry, ScalarNode, YamlNode } from "../../yaml/node.js";
import { digitsChange } from "./listeners.js";

/** What `service.telemetry.metrics` says about the collector's own metrics endpoint. */
export function readTelemetry(service: Entry, file: FileId): TelemetryFacts {
  const path = ["telemetry", "metrics"];
  const found = deepestEntry(service.value, path);
  const blamed = found?.entry ?? service;
  const metrics = found?.depth === path.length ? found.entry.value : undefined;
  return {
    place: { file, span: blamed.key.span },
    slot: slotOf(blamed),
    depth: found?.depth ?? 0,
    level: textOf(get(metrics, "level")),
    address: readAddress(metrics, file),
    readers: readReaders(metrics, file),
  };
}

function readAddress(metrics: YamlNode | undefined, file: FileId): ListenerFact | undefined {
  const scalar = asScalar(get(metrics, "address"));
  const endpoint = scalar && parseEndpoint(scalar.text);
  if (scalar === undefined || endpoint === undefined) return undefined;
  return metricsListener("address", scalar, endpoint, 0, file);
}

/** The Prometheus ones; a periodic reader pushes and opens nothing. */
function readReaders(metrics: YamlNode | undefined, file: FileId): readonly ListenerFact[] | undefined {
  const readers = entryOf(metrics, "readers");
  if (readers === undefined) return undefined;
  return (asSeq(readers.value)?.items ?? []).flatMap((reader, index) => {
    const prometheus = get(reader, "pull", "exporter", "prometheus");
    const port = asScalar(get(prometheus, "port"));
    if (port === undefined) return [];
    const prefix = `${textOf(get(prometheus, "host")) ?? "${host}"}:`;
    const endpoint = parseEndpoint(prefix + port.text);
    return endpoint ? [metricsListener(`readers.${String(index)}`, port, endpoint, prefix.length, file)] : [];
  });
}

export const metricsLabel = "internal metrics";
export const metricsProtocol = "prometheus-scrape-http";

function metricsListener(
  key: string,
  scalar: ScalarNode,
  endpoint: Endpoint,
  offset: number,
  file: FileId,
): ListenerFact {
  return {
    key,
    label: metricsLabel,
    protocol: metricsProtocol,
    transport: "tcp",
    binds: [{ versions: anyVersion, endpoint, origin: "explicit" }],
    place: { file, span: scalar.span },
    change: digitsChange(scalar, endpoint, offset, file),
  };
}
