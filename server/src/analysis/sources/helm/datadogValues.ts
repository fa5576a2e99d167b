import type { DeclaredPort, Place } from "../../facts.js";
import { asMap, deepestEntry, entriesOf, entryOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { onNode } from "../datadog/nodeAgent.js";
import { plainTextOf, type Reading } from "../kubernetes/reading.js";
import { loosePorts } from "./looseNumbers.js";

/** Keys that only the Datadog chart has, below `datadog` and beside it. */
const own: readonly (readonly string[])[] = [
  ["datadog", "otelCollector"],
  ["datadog", "otlp", "receiver"],
  ["datadog", "apm", "portEnabled"],
  ["datadog", "apm", "socketEnabled"],
  ["datadog", "dogstatsd", "useHostPort"],
  ["datadog", "dogstatsd", "nonLocalTraffic"],
  ["datadog", "kubelet"],
  ["datadog", "clusterChecks"],
  ["datadog", "kubeStateMetricsCore"],
  ["datadog", "orchestratorExplorer"],
  ["datadog", "networkMonitoring"],
  ["datadog", "processAgent"],
  ["agents", "useHostNetwork"],
  ["agents", "image", "tagSuffix"],
  ["agents", "containers"],
  ["otelAgentGateway", "enabled"],
  ["clusterAgent", "enabled"],
];

/** The values of the Datadog chart: a file's, or those that an umbrella chart keeps under `datadog`. */
export function datadogValuesIn(root: YamlNode): YamlNode | undefined {
  if (entryOf(root, "apiVersion") || entryOf(root, "kind")) return undefined;
  return [root, get(root, "datadog")].find(
    (values) =>
      asMap(get(values, "datadog") ?? get(values, "otelAgentGateway")) && own.some((path) => get(values, ...path)),
  );
}

/** What the chart's templates call `fullname`, without the release's. */
export function datadogName(values: YamlNode): string {
  return plainTextOf(get(values, "fullnameOverride")) ?? plainTextOf(get(values, "nameOverride")) ?? "datadog";
}

/** Where a finding on something under a path stands that nobody wrote: the deepest key that is there. */
export function valuePlace(values: YamlNode, path: readonly string[], reading: Reading): Place {
  const found = deepestEntry(values, path)?.entry ?? entriesOf(values)[0];
  return reading.place(found?.key ?? values);
}

/** `ports` of DDOT, on a node or as a gateway; those of OTLP where none are written. */
export function collectorPorts(values: YamlNode, path: readonly string[], reading: Reading): readonly DeclaredPort[] {
  const ports = get(values, ...path, "ports");
  if (ports !== undefined) return readChartList(ports, reading);
  const place = valuePlace(values, [...path, "enabled"], reading);
  return (
    [
      ["otel-grpc", 4317],
      ["otel-http", 4318],
    ] as const
  ).map(([name, port]) => ({
    name,
    port,
    transport: "tcp",
    place,
    change: { kind: "none" },
    hostPort: undefined,
  }));
}

/** A list of ports that the chart copies into a container. */
export function readChartList(list: YamlNode | undefined, reading: Reading): readonly DeclaredPort[] {
  return reading.items(list).flatMap((item): readonly DeclaredPort[] => {
    const ports = loosePorts(item, reading);
    if (ports === undefined) return [];
    const { container, host, transport } = ports;
    const name = plainTextOf(get(item, "name"));
    return [{ name, ...container, transport, hostPort: host && onNode(host, container) }];
  });
}
