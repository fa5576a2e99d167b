import { parseYaml } from "../../yaml/parse.js";
import type { YamlNode } from "../../yaml/node.js";

/** The configuration that the OpenTelemetry Collector chart brings, as far as it decides on ports and pipelines. */
const configText = `
receivers:
  jaeger:
    protocols:
      grpc: {endpoint: "\${env:MY_POD_IP}:14250"}
      thrift_http: {endpoint: "\${env:MY_POD_IP}:14268"}
      thrift_compact: {endpoint: "\${env:MY_POD_IP}:6831"}
  otlp:
    protocols:
      grpc: {endpoint: "\${env:MY_POD_IP}:4317"}
      http: {endpoint: "\${env:MY_POD_IP}:4318"}
  prometheus: {}
  zipkin: {endpoint: "\${env:MY_POD_IP}:9411"}
processors:
  batch: {}
  memory_limiter: {check_interval: 5s, limit_percentage: 80, spike_limit_percentage: 25}
exporters:
  debug: {}
extensions:
  health_check: {endpoint: "\${env:MY_POD_IP}:13133"}
service:
  telemetry:
    metrics:
      readers:
        - pull: {exporter: {prometheus: {host: "\${env:MY_POD_IP}", port: 8888}}}
  extensions: [health_check]
  pipelines:
    logs: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [debug]}
    metrics: {receivers: [otlp, prometheus], processors: [memory_limiter, batch], exporters: [debug]}
    traces: {receivers: [otlp, jaeger, zipkin], processors: [memory_limiter, batch], exporters: [debug]}
`;

/** The ports of its containers and its Service. Each is handed out on the node, too, where the chart makes a DaemonSet. */
const portsText = `
otlp: {enabled: true, containerPort: 4317, servicePort: 4317, hostPort: 4317, protocol: TCP}
otlp-http: {enabled: true, containerPort: 4318, servicePort: 4318, hostPort: 4318, protocol: TCP}
jaeger-compact: {enabled: true, containerPort: 6831, servicePort: 6831, hostPort: 6831, protocol: UDP}
jaeger-thrift: {enabled: true, containerPort: 14268, servicePort: 14268, hostPort: 14268, protocol: TCP}
jaeger-grpc: {enabled: true, containerPort: 14250, servicePort: 14250, hostPort: 14250, protocol: TCP}
zipkin: {enabled: true, containerPort: 9411, servicePort: 9411, hostPort: 9411, protocol: TCP}
metrics: {enabled: false, containerPort: 8888, servicePort: 8888, protocol: TCP}
`;

export function chartConfig(): YamlNode | undefined {
  return rootOf(configText);
}

export function chartPorts(): YamlNode | undefined {
  return rootOf(portsText);
}

function rootOf(text: string): YamlNode | undefined {
  return parseYaml(text)[0]?.root;
}
