import type { Distribution, ImageRef, Transport } from "../facts.js";

/** What a container image does when nothing tells it otherwise. */
export interface ImageRow {
  /** The end of the repository's path, after its last `/`. */
  readonly name: string;
  /** Where a collector's image looks for its configuration if no `--config` is given. */
  readonly configPath?: string;
  /** Of a collector's own image: what it is built from. Its tag is then the collector's version. */
  readonly distribution?: Distribution;
  /** What it binds, on every address; a collector's image, as long as nobody gives it another configuration. */
  readonly listens: readonly ImageListen[];
  /** Set where arguments only name a file of settings, which seldom moves the ports. */
  readonly whateverArguments?: true;
}

export interface ImageListen {
  readonly port: number;
  readonly transport: Transport;
  readonly protocol: string;
  readonly label: string;
  /** The variable that switches it on, and may say where: `:9411`. */
  readonly variable?: string;
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

const zipkin = tcp(9411, "zipkin-http", "Zipkin");

/** The configuration that the collector's own images bring along. */
const ownConfig = [
  ...otlp,
  tcp(14250, "jaeger-grpc", "Jaeger (grpc)"),
  tcp(14268, "jaeger-thrift-http", "Jaeger (thrift_http)"),
  udp(6831, "jaeger-thrift-compact", "Jaeger (thrift_compact)"),
  udp(6832, "jaeger-thrift-binary", "Jaeger (thrift_binary)"),
  zipkin,
  tcp(13133, "health-http", "health_check extension"),
  tcp(1777, "pprof-http", "pprof extension"),
  tcp(55679, "zpages-http", "zpages extension"),
];

/** From the images' own default configurations; see `catalog/README.md`. */
const images: readonly ImageRow[] = [
  {
    name: "opentelemetry-collector-contrib",
    configPath: "/etc/otelcol-contrib/config.yaml",
    distribution: "contrib",
    listens: ownConfig,
  },
  {
    name: "opentelemetry-collector",
    configPath: "/etc/otelcol/config.yaml",
    distribution: "core",
    listens: ownConfig,
  },
  {
    name: "opentelemetry-collector-k8s",
    configPath: "/etc/otelcol-k8s/config.yaml",
    distribution: "k8s",
    listens: otlp,
  },
  {
    name: "all-in-one",
    listens: [...jaeger, tcp(14269, "http", "admin"), { ...zipkin, variable: "COLLECTOR_ZIPKIN_HOST_PORT" }],
  },
  { name: "jaeger", listens: [...jaeger, zipkin, tcp(13133, "health-http", "health check")] },
  { name: "zipkin", listens: [zipkin] },
  { name: "prometheus", listens: [tcp(9090, "prometheus-api-http", "Prometheus")], whateverArguments: true },
  { name: "grafana", listens: [tcp(3000, "http", "Grafana")] },
  {
    name: "loki",
    listens: [tcp(3100, "loki-http", "Loki"), tcp(9095, "loki-grpc", "Loki (grpc)")],
    whateverArguments: true,
  },
  { name: "tempo", listens: [tcp(3200, "http", "Tempo"), tcp(9095, "grpc", "Tempo (grpc)")], whateverArguments: true },
  {
    name: "otel-lgtm",
    listens: [
      ...otlp,
      tcp(3000, "http", "Grafana"),
      tcp(9090, "prometheus-api-http", "Prometheus"),
      tcp(3100, "loki-http", "Loki"),
      tcp(3200, "http", "Tempo"),
    ],
  },
];

export function findImage(image: ImageRef | undefined): ImageRow | undefined {
  const name = image?.repository.split("/").at(-1);
  return images.find((row) => row.name === name);
}
