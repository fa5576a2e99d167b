import type { ImageRef, Transport } from "../facts.js";

/** What a container image does when nothing tells it otherwise. */
export interface ImageRow {
  /** The end of the repository's path, after its last `/`. */
  readonly name: string;
  /** Where a collector's image looks for its configuration if no `--config` is given. */
  readonly configPath?: string;
  /** What it binds, on every address. */
  readonly listens: readonly ImageListen[];
}

export interface ImageListen {
  readonly port: number;
  readonly transport: Transport;
  readonly protocol: string;
  readonly label: string;
}

const tcp = (port: number, protocol: string, label: string): ImageListen => ({
  port,
  transport: "tcp",
  protocol,
  label,
});
const udp = (port: number, protocol: string, label: string): ImageListen => ({
  port,
  transport: "udp",
  protocol,
  label,
});

const otlp = [tcp(4317, "otlp-grpc", "OTLP (grpc)"), tcp(4318, "otlp-http", "OTLP (http)")];
const jaeger = [
  ...otlp,
  tcp(14250, "jaeger-grpc", "Jaeger (grpc)"),
  tcp(14268, "jaeger-thrift-http", "Jaeger (thrift_http)"),
  udp(6831, "jaeger-thrift-compact", "Jaeger (thrift_compact)"),
  udp(6832, "jaeger-thrift-binary", "Jaeger (thrift_binary)"),
  tcp(5778, "jaeger-sampling-http", "sampling"),
  tcp(16686, "jaeger-ui-http", "query UI"),
  tcp(16685, "jaeger-query-grpc", "query (grpc)"),
];

/** From the images' own default configurations; see `catalog/README.md`. */
const images: readonly ImageRow[] = [
  { name: "opentelemetry-collector-contrib", configPath: "/etc/otelcol-contrib/config.yaml", listens: [] },
  { name: "opentelemetry-collector", configPath: "/etc/otelcol/config.yaml", listens: [] },
  { name: "opentelemetry-collector-k8s", configPath: "/etc/otelcol-k8s/config.yaml", listens: [] },
  { name: "all-in-one", listens: [...jaeger, tcp(14269, "http", "admin")] },
  {
    name: "jaeger",
    listens: [...jaeger, tcp(9411, "zipkin-http", "Zipkin"), tcp(13133, "health-http", "health check")],
  },
  { name: "zipkin", listens: [tcp(9411, "zipkin-http", "Zipkin")] },
  { name: "prometheus", listens: [tcp(9090, "http", "Prometheus")] },
  { name: "grafana", listens: [tcp(3000, "http", "Grafana")] },
  { name: "otel-lgtm", listens: [...otlp, tcp(3000, "http", "Grafana")] },
];

export function findImage(image: ImageRef | undefined): ImageRow | undefined {
  const name = image?.repository.split("/").at(-1);
  return images.find((row) => row.name === name);
}
