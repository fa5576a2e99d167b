import assert from "node:assert/strict";
import { assertFindings, openExample } from "./example.js";

const example = (folder: string): ReturnType<typeof openExample> => openExample(`connection-refused/${folder}`);

const open = (owner: string): readonly string[] => [
  `0.0.0.0:4317 otlp receiver (grpc) of ${owner}`,
  `0.0.0.0:4318 otlp receiver (http) of ${owner}`,
  `0.0.0.0:8888 internal metrics of ${owner}`,
];

describe("examples/connection-refused", () => {
  for (const cause of [
    "1-receiver-not-enabled",
    "2-localhost-only",
    "3-port-conflict",
    "4-firewall",
    "5-service-without-otlp-ports",
  ]) {
    it(`finds nothing in ${cause} once it is fixed`, () => assertFindings(example(`${cause}/fixed`), []));
  }

  describe("1-receiver-not-enabled", () => {
    it("says that the collector refuses to start", () => {
      assertFindings(example("1-receiver-not-enabled/broken"), [
        [
          "error undefined-component config.yaml:14",
          'Pipeline traces uses receiver "otlp", which is not configured in this collector. It refuses to start',
        ],
      ]);
    });

    it("shows that the shop and the published ports end at a container without the receiver", () => {
      const { namespaces, dials } = example("1-receiver-not-enabled/broken");
      assert.deepEqual(
        [...namespaces],
        [
          [
            "host broken (host of compose.yaml)",
            [
              "0.0.0.0:4317 published port of otel-collector → otel-collector:4317",
              "0.0.0.0:4318 published port of otel-collector → otel-collector:4318",
            ],
          ],
          ["container otel-collector (service of compose.yaml)", ["0.0.0.0:8888 internal metrics of otel-collector"]],
        ],
      );
      assert.deepEqual(dials, ["OTEL_EXPORTER_OTLP_ENDPOINT of shop: otel-collector:4317 → otel-collector:4317"]);
    });

    it("shows the receiver once it is there", () => {
      const { namespaces } = example("1-receiver-not-enabled/fixed");
      assert.deepEqual(namespaces.get("container otel-collector (service of compose.yaml)"), open("otel-collector"));
    });
  });

  describe("2-localhost-only", () => {
    it("names who needs each of the two sockets", () => {
      assertFindings(example("2-localhost-only/broken"), [
        ["warning loopback-only config.yaml:5", "but the published port of otel-collector (compose.yaml:14) leads to it"],
        ["warning loopback-only config.yaml:7", "but the OTEL_EXPORTER_OTLP_ENDPOINT of shop (compose.yaml:6) leads to it"],
      ]);
    });

    it("shows the addresses that `ss` would show in the container", () => {
      const sockets = (folder: string): readonly string[] | undefined =>
        example(folder).namespaces.get("container otel-collector (service of compose.yaml)");
      assert.deepEqual(sockets("2-localhost-only/broken"), [
        "127.0.0.1:4317 otlp receiver (grpc) of otel-collector",
        "127.0.0.1:4318 otlp receiver (http) of otel-collector",
        "0.0.0.0:8888 internal metrics of otel-collector",
      ]);
      assert.deepEqual(sockets("2-localhost-only/fixed"), open("otel-collector"));
    });
  });

  describe("3-port-conflict", () => {
    it("stands at both owners, each with the other's place and the error of whoever starts second", () => {
      const error = (port: number): string =>
        `Whichever starts second fails: \`listen tcp 0.0.0.0:${String(port)}: bind: address already in use\``;
      assertFindings(example("3-port-conflict/broken"), [
        ["error port-conflict etc/otelcol-contrib/config.yaml:6", error(4317)],
        ["error port-conflict etc/otelcol-contrib/config.yaml:8", error(4318)],
        ["error port-conflict etc/otelcol/config.yaml:6", "the otlp receiver (grpc) of otelcol-contrib (etc/otelcol-contrib/config.yaml:6)"],
        ["error port-conflict etc/otelcol/config.yaml:8", "the otlp receiver (http) of otelcol-contrib (etc/otelcol-contrib/config.yaml:8)"],
      ]);
    });

    it("shows one host with both, and the shop that its environment file sends to one of them", () => {
      const { namespaces, dials } = example("3-port-conflict/broken");
      assert.deepEqual(
        [...namespaces],
        [
          [
            "host broken (file tree etc)",
            [
              "0.0.0.0:4317 otlp receiver (grpc) of otelcol (conflict)",
              "0.0.0.0:4317 otlp receiver (grpc) of otelcol-contrib (conflict)",
              "0.0.0.0:4318 otlp receiver (http) of otelcol (conflict)",
              "0.0.0.0:4318 otlp receiver (http) of otelcol-contrib (conflict)",
              "0.0.0.0:8888 internal metrics of otelcol",
              "0.0.0.0:8889 internal metrics of otelcol-contrib",
            ],
          ],
        ],
      );
      assert.deepEqual(dials, [
        "OTEL_EXPORTER_OTLP_ENDPOINT of shop: localhost:4318 → broken:4318",
        "otlphttp exporter of otelcol: telemetry.example.com:443",
      ]);
    });

    it("has the shop follow the collector that moved", () => {
      assert.ok(
        example("3-port-conflict/fixed").dials.includes(
          "OTEL_EXPORTER_OTLP_ENDPOINT of shop: localhost:14318 → fixed:14318",
        ),
      );
    });
  });

  describe("4-firewall", () => {
    it("finds nothing in its files: the rules of the firewall are in none of them", () => {
      assertFindings(example("4-firewall/broken"), []);
      assert.deepEqual(
        [...example("4-firewall/broken").namespaces.values()],
        [
          [
            "0.0.0.0:4317 otlp receiver (grpc) of otelcol-contrib",
            "0.0.0.0:4318 otlp receiver (http) of otelcol-contrib",
            "?:8888 internal metrics of otelcol-contrib",
          ],
        ],
      );
    });
  });

  describe("5-service-without-otlp-ports", () => {
    it("tells which receiver is not handed on, and the shop that needs it", () => {
      assertFindings(example("5-service-without-otlp-ports/broken"), [
        ["information port-not-exposed manifests.yaml:12", "Service otel-collector hands on only 8888"],
        ["warning port-not-exposed manifests.yaml:14", "The OTEL_EXPORTER_OTLP_ENDPOINT of shop (manifests.yaml:85)"],
        ["warning dial-unreachable manifests.yaml:85", "but Service otel-collector hands on only 8888"],
      ]);
    });

    it("leads the shop to the pod once the Service has the port", () => {
      const service = "otel-collector.observability.svc.cluster.local:4318";
      const by = "OTEL_EXPORTER_OTLP_ENDPOINT of shop";
      assert.deepEqual(example("5-service-without-otlp-ports/broken").dials, [`${by}: ${service}`]);
      assert.deepEqual(example("5-service-without-otlp-ports/fixed").dials, [`${by}: ${service} → otel-collector:4318`]);
    });
  });

  describe("production", () => {
    const pod = "pod otel-collector (Deployment in observability)";

    it("finds nothing, and shows what the probes and the shop reach", () => {
      assertFindings(example("production"), []);
      const { namespaces, dials } = example("production");
      assert.deepEqual(
        [...namespaces],
        [[pod, [...open("otel-collector"), "0.0.0.0:13133 health_check extension of otel-collector"]]],
      );
      assert.deepEqual(dials, [
        "otlphttp exporter of otel-collector: telemetry.example.com:443",
        "OTEL_EXPORTER_OTLP_ENDPOINT of shop: otel-collector.observability.svc.cluster.local:4318 → otel-collector:4318",
        "the liveness probe of otel-collector: ?:13133 → otel-collector:13133",
        "the readiness probe of otel-collector: ?:13133 → otel-collector:13133",
      ]);
    });

    it("as printed: the configuration is not read, and once it is, nothing answers the probes", () => {
      assertFindings(example("production-as-printed"), [
        ["error missing-key configmap.yaml:17", "`processors::memory_limiter: 'check_interval' must be greater than zero`"],
        ["warning config-not-read deployment.yaml:34", "reads /etc/otelcol-contrib/config.yaml and has no `--config`"],
        ["warning nothing-listens deployment.yaml:38", "That holds as soon as it reads its own configuration"],
        ["warning nothing-listens deployment.yaml:42", "The readiness probe of otel-collector leads to port 13133/tcp"],
      ]);
      assert.deepEqual(
        example("production-as-printed").namespaces.get(pod),
        open("otel-collector").map((each) => `${each}, in a configuration that is not read`),
      );
    });
  });
});
