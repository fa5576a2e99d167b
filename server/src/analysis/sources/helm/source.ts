import type { ConfigHolder, ObjectRef } from "../../facts.js";
import { asMap, asScalar, booleanOf, get, isNull } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { defaultDdotConfig } from "../datadog/ddotDefault.js";
import { readEmbedded } from "../kubernetes/configHolder.js";
import { Reading } from "../kubernetes/reading.js";
import { notOurs, type Source, type SourceResult } from "../source.js";
import { readCollectorValues } from "./collectorValues.js";
import { gatewayObject, readGateway } from "./datadogGateway.js";
import { readDatadogPod } from "./chartAgent.js";
import { collectorPorts, datadogName, datadogValuesIn, valuePlace } from "./datadogValues.js";

/** Values of the charts that start a collector or a Datadog Agent: OpenTelemetry Collector, Datadog. */
export const helmSource: Source = {
  marker:
    /^(?: *['"]?mode['"]?[ \t]*:[ \t]*['"]?(?:daemonset|deployment|statefulset)\b|['"]?(?:datadog|otelAgentGateway)['"]?[ \t]*:)/m,
  read(document, file) {
    const root = asMap(document.root);
    if (root === undefined) return notOurs;
    const reading = new Reading(document, file);
    const datadog = datadogValuesIn(root);
    if (datadog) return readDatadogValues(datadog, reading);
    return { facts: readCollectorValues(root, reading), problems: [] };
  },
};

function readDatadogValues(values: YamlNode, reading: Reading): SourceResult {
  const node: ObjectRef = {
    kind: "Datadog chart",
    namespace: undefined,
    name: datadogName(values),
    place: valuePlace(values, ["datadog"], reading),
  };
  const pod = readDatadogPod(values, node, reading);
  const ddot = pod ? readDdot(values, ["datadog", "otelCollector"], node, reading) : notOurs;
  const object = gatewayObject(values, reading);
  const gateway = object ? readDdot(values, ["otelAgentGateway"], object, reading) : notOurs;
  return {
    facts: [
      ...ddot.facts,
      ...(pod ? [pod] : []),
      ...gateway.facts,
      ...(object ? readGateway(values, object, reading) : []),
    ],
    problems: [...ddot.problems, ...gateway.problems],
  };
}

/** The configuration that stands in the values, or the one that the chart makes where none is given. */
function readDdot(values: YamlNode, path: readonly string[], { name }: ObjectRef, reading: Reading): SourceResult {
  const section = get(values, ...path);
  if (booleanOf(get(section, "enabled")) !== true) return notOurs;
  const key = path.join(".");
  const config = asScalar(get(section, "config"));
  const place = valuePlace(values, [...path, "enabled"], reading);
  const holder: ConfigHolder = { kind: "Helm values", namespace: undefined, name, key };
  if (config && config.value !== null) {
    return readEmbedded(config, { ...holder, place }, `${key}.config`, reading);
  }
  const mapped = get(section, "configMap", "name");
  if (mapped !== undefined && !isNull(mapped)) return notOurs;
  const facts = defaultDdotConfig(collectorPorts(values, path, reading), place, holder);
  return facts ? { facts: [facts], problems: [] } : notOurs;
}
