import type { Fact } from "../../facts.js";
import { asMap, asScalar, entriesOf, entryOf, get, textOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { isCollectorConfig, sectionKinds } from "../collector/recognise.js";
import type { Reading } from "../kubernetes/reading.js";
import { chartName, modeOf, readCollectorChart } from "./collectorChart.js";

/** Values of the OpenTelemetry Collector chart: those of a file, or those that an umbrella chart keeps under a key. */
export function readCollectorValues(root: YamlNode, reading: Reading): readonly Fact[] {
  if (isCollectorChart(root)) return readCollectorChart(root, undefined, reading);
  return reading.entries(root).flatMap((entry) => {
    const { key, value } = entry;
    // Other charts call their own collectors what they like, and merge them with other defaults.
    const isChart = isCollectorChart(value) && (key.text === chartName || hasMarks(value));
    return isChart && textOf(get(value, "enabled")) !== "false" ? readCollectorChart(value, entry, reading) : [];
  });
}

/** `mode` alone is anybody's; together with what this chart has beside it, it is the chart's. */
function isCollectorChart(values: YamlNode): boolean {
  if (modeOf(values) === undefined || entryOf(values, "apiVersion") || entryOf(values, "kind")) return false;
  // The chart has its image in parts; others write it as one.
  if (asScalar(get(values, "image"))) return false;
  return hasMarks(values) || ["config", "alternateConfig"].some((key) => isPartOfConfig(get(values, key)));
}

const presets = ["logsCollection", "hostMetrics", "kubernetesAttributes", "kubeletMetrics", "clusterMetrics"];

/** What only the chart has. */
function hasMarks(values: YamlNode): boolean {
  return (
    presets.some((preset) => asMap(get(values, "presets", preset))) ||
    ["otlp", "otlp-http", "jaeger-grpc"].some((port) => asMap(get(values, "ports", port))) ||
    /(?:^|[-/])(?:otelcol|opentelemetry-collector)\b/.test(textOf(get(values, "image", "repository")) ?? "")
  );
}

function isPartOfConfig(config: YamlNode | undefined): boolean {
  const entries = entriesOf(config);
  const known = entries.filter(({ key }) => sectionKinds.has(key.text) || key.text === "service");
  return isCollectorConfig(config) || (known.length > 0 && known.length === entries.length);
}
