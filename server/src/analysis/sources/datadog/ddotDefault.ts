import type { CollectorFacts, ConfigHolder, DeclaredPort, Place } from "../../facts.js";
import { parseYaml } from "../../yaml/parse.js";
import { readCollectorNode } from "../collector/source.js";
import { asDefaults, standingAt } from "../helm/standIn.js";

/**
 * What DDOT runs with where nobody gives it a configuration, as far as it opens ports: the operator and the chart write
 * one that listens on the ports called `otel-grpc` and `otel-http`.
 *
 * @param place where a finding about it stands
 */
export function defaultDdotConfig(
  ports: readonly DeclaredPort[],
  place: Place,
  holder: ConfigHolder,
): CollectorFacts | undefined {
  const portOf = (name: string, otherwise: number): string =>
    String(ports.find((each) => each.name === name)?.port ?? otherwise);
  const [document] = parseYaml(configText(portOf("otel-grpc", 4317), portOf("otel-http", 4318)));
  const root = document?.root && standingAt(document.root, place.span);
  const facts = readCollectorNode(root, place.file, false, holder);
  return facts && asDefaults(facts, place);
}

const configText = (grpc: string, http: string): string => `
receivers:
  otlp:
    protocols:
      grpc: {endpoint: "0.0.0.0:${grpc}"}
      http: {endpoint: "0.0.0.0:${http}"}
exporters:
  datadog: {}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [datadog]}
    metrics: {receivers: [otlp], exporters: [datadog]}
    logs: {receivers: [otlp], exporters: [datadog]}
`;
