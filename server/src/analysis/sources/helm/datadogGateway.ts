import type { ObjectRef, PodFacts, ServiceFacts } from "../../facts.js";
import { booleanOf, get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { ddotTold } from "../datadog/nodeAgent.js";
import { readEnv } from "../kubernetes/container.js";
import { deploymentSurges, readPlacement } from "../kubernetes/pod.js";
import { plainTextOf, type Reading } from "../kubernetes/reading.js";
import { collectorPorts, datadogName, valuePlace } from "./datadogValues.js";

const section = ["otelAgentGateway"];

/** DDOT as a gateway, which the Datadog chart starts beside the nodes' Agents; undefined where it is not asked for. */
export function gatewayObject(values: YamlNode, reading: Reading): ObjectRef | undefined {
  if (booleanOf(get(values, ...section, "enabled")) !== true) return undefined;
  const name = `${datadogName(values)}-otel-agent-gateway`;
  return {
    kind: "Deployment",
    namespace: undefined,
    name,
    place: valuePlace(values, [...section, "enabled"], reading),
  };
}

export function readGateway(values: YamlNode, object: ObjectRef, reading: Reading): readonly [PodFacts, ServiceFacts] {
  const gateway = get(values, ...section);
  const ports = collectorPorts(values, section, reading);
  const labels = { app: object.name };
  const mapped = reading.word(get(gateway, "configMap", "name"));
  const told = ddotTold(
    mapped && {
      name: mapped,
      items: [
        { key: plainTextOf(get(gateway, "configMap", "key")) ?? "otel-gateway-config.yaml", path: "otel-config.yaml" },
      ],
    },
    object,
  );
  const pod: PodFacts = {
    kind: "pod",
    file: reading.file,
    object,
    ...(reading.broken && { syntaxErrors: true }),
    chart: "datadog",
    labels: { ...reading.labels(get(gateway, "podLabels")), ...labels },
    annotations: reading.labels(get(gateway, "podAnnotations")),
    hostNetwork: booleanOf(get(gateway, "useHostNetwork")) === true,
    processes: [
      {
        name: "otel-agent",
        place: object.place,
        image: undefined,
        entrypoint: [{ text: "otel-agent", place: object.place }],
        ...told,
        env: readEnv(get(gateway, "containers", "otelAgent", "env"), reading),
        ports,
        probes: [],
        initial: false,
      },
    ],
    scheduling: {
      replicas: reading.word(get(gateway, "replicas")),
      ...readPlacement(gateway, reading),
      surges: deploymentSurges(get(gateway, "strategy")),
    },
  };
  const type = plainTextOf(get(gateway, "service", "type"));
  const types = ["ClusterIP", "NodePort", "LoadBalancer"] as const;
  const service: ServiceFacts = {
    kind: "service",
    file: reading.file,
    object: { ...object, kind: "Service" },
    ...(reading.broken && { syntaxErrors: true }),
    type: types.find((each) => each === type) ?? "ClusterIP",
    headless: false,
    selector: labels,
    ports: ports.map(({ name, port, transport, place, change }) => ({
      name,
      port,
      transport,
      place,
      change: { kind: "none" },
      target: { kind: "number", port, place, change },
      nodePort: undefined,
    })),
  };
  return [pod, service];
}
