import { hostPrefix, parseEndpoint, type Endpoint } from "../../endpoint.js";
import type { FileId, ListenerFact, PortChange, TelemetryFacts } from "../../facts.js";
import { metricsLabel, metricsProtocol } from "../../catalog/internalMetrics.js";
import { anyVersion } from "../../versions.js";
import { asScalar, asSeq, deepestEntry, entryOf, get, textOf } from "../../yaml/access.js";
import { slotOf } from "../../yaml/edit.js";
import type { Entry, ScalarNode, YamlNode } from "../../yaml/node.js";
import type { Span } from "../../text.js";
import { digitsChange } from "../change.js";

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
    ...entriesOfMetrics(metrics, file),
    address: readAddress(metrics, service.span, file),
    readers: readReaders(metrics, service.span, file),
  };
}

function entriesOfMetrics(
  metrics: YamlNode | undefined,
  file: FileId,
): Pick<TelemetryFacts, "addressEntry" | "noReaders" | "views"> {
  const address = entryOf(metrics, "address");
  const readers = entryOf(metrics, "readers");
  const views = entryOf(metrics, "views");
  const none = asSeq(readers?.value)?.items.length === 0;
  const filled = (asSeq(views?.value)?.items.length ?? 0) > 0;
  return {
    ...(address && { addressEntry: { file, span: address.span } }),
    ...(readers && none && { noReaders: { file, span: readers.key.span } }),
    ...(views && filled && { views: { file, span: views.key.span } }),
  };
}

function readAddress(metrics: YamlNode | undefined, owner: Span, file: FileId): ListenerFact | undefined {
  const scalar = asScalar(get(metrics, "address"));
  const endpoint = scalar && parseEndpoint(scalar.text);
  if (scalar === undefined || endpoint === undefined) return undefined;
  return metricsListener("address", scalar, digitsChange(scalar, endpoint, 0, owner, file), endpoint, file);
}

/** The Prometheus ones; a periodic reader pushes and opens nothing. */
function readReaders(metrics: YamlNode | undefined, owner: Span, file: FileId): readonly ListenerFact[] | undefined {
  const readers = entryOf(metrics, "readers");
  if (readers === undefined) return undefined;
  return (asSeq(readers.value)?.items ?? []).flatMap((reader, index) => {
    const prometheus = get(reader, "pull", "exporter", "prometheus");
    const port = asScalar(get(prometheus, "port"));
    if (port === undefined) return [];
    // Without a host the collector refuses the reader; which one is meant is anybody's guess.
    const prefix = hostPrefix(textOf(get(prometheus, "host")) ?? "${host}");
    const endpoint = parseEndpoint(prefix + port.text);
    if (endpoint === undefined) return [];
    const change = digitsChange(port, endpoint, prefix.length, owner, file);
    return [metricsListener(`readers.${String(index)}`, port, change, endpoint, file)];
  });
}

function metricsListener(
  key: string,
  scalar: ScalarNode,
  change: PortChange,
  endpoint: Endpoint,
  file: FileId,
): ListenerFact {
  return {
    key,
    label: metricsLabel,
    protocol: metricsProtocol,
    transport: "tcp",
    binds: [{ versions: anyVersion, endpoint, origin: "explicit" }],
    place: { file, span: scalar.span },
    change,
  };
}
