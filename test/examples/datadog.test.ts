import assert from "node:assert/strict";
import { assertFindings, openExample } from "./example.js";

const example = (folder: string): ReturnType<typeof openExample> => openExample(`datadog/${folder}`);

describe("examples/datadog", () => {
  it("ingest-and-ddot: names both listeners, and what goes down with the collector", () => {
    assertFindings(example("ingest-and-ddot"), [
      [
        "error otlp-ingest-and-ddot etc/datadog-agent/datadog.yaml:9",
        "also taken by the otlp receiver (grpc) of DDOT (etc/datadog-agent/otel-config.yaml:10). The Agent's `otlp_config` and its collector each listen for themselves",
      ],
      [
        "error agent-cascade etc/datadog-agent/otel-config.yaml:4",
        "dial tcp [::1]:7777: connect: connection refused",
      ],
      [
        "error otlp-ingest-and-ddot etc/datadog-agent/otel-config.yaml:10",
        "`listen tcp 0.0.0.0:4317: bind: address already in use`",
      ],
    ]);
  });

  it("ingest-and-ddot: otlp_config opens 43180, and DDOT's 4318 stays where it is", () => {
    const { namespaces, dials } = example("ingest-and-ddot");
    assert.deepEqual(
      [...namespaces],
      [
        [
          "host ingest-and-ddot (file tree etc)",
          [
            "127.0.0.1:1777 pprof extension of DDOT, goes down with DDOT",
            "0.0.0.0:4317 OTLP ingest (grpc) of core Agent (conflict)",
            "0.0.0.0:4317 otlp receiver (grpc) of DDOT (conflict)",
            "0.0.0.0:4318 otlp receiver (http) of DDOT, goes down with DDOT",
            "127.0.0.1:5000 expvar of core Agent",
            "127.0.0.1:5001 command API of core Agent",
            "?:5003 OTLP traces from the core Agent of trace Agent",
            "127.0.0.1:5012 debug server of trace Agent",
            "127.0.0.1:7777 ddflare extension of DDOT, goes down with DDOT",
            "127.0.0.1:8125/udp DogStatsD of core Agent",
            "127.0.0.1:8126 APM receiver of trace Agent",
            "?:8888 internal metrics of DDOT, goes down with DDOT",
            "127.0.0.1:13133 health_check extension of DDOT, goes down with DDOT",
            "0.0.0.0:43180 OTLP ingest (http) of core Agent",
            "127.0.0.1:55679 zpages extension of DDOT, goes down with DDOT",
          ],
        ],
      ],
    );
    assert.deepEqual(dials, ["configuration request of core Agent: localhost:7777 → ingest-and-ddot:7777"]);
  });

  it("helm: two releases that ask each node for the same ports, if one cluster gets both", () => {
    const pending = "the pod that comes second to a node stays Pending: `1 node(s) didn't have free ports";
    assertFindings(example("helm"), [
      ["information possible-port-conflict collector-values.yaml:8", "hostPort of Datadog chart datadog (datadog-values.yaml:9)"],
      ["information possible-port-conflict collector-values.yaml:8", "hostPort of Datadog chart datadog (datadog-values.yaml:12)"],
      ["information possible-port-conflict datadog-values.yaml:9", pending],
      ["information possible-port-conflict datadog-values.yaml:12", pending],
    ]);
    const nodes = example("helm").namespaces.get("host cluster nodes (hostNetwork, hostPort, NodePort of helm)");
    const byChart = (owner: string, pod: string): readonly (string | undefined)[] | undefined =>
      nodes?.filter((each) => each.includes(owner)).map((each) => each.split(`${pod}:`)[1]);
    assert.deepEqual(byChart("Datadog chart datadog", "→ datadog"), ["4317", "4318", "8126"]);
    assert.deepEqual(byChart("DaemonSet opentelemetry-collector", "→ opentelemetry-collector"), [
      "4317",
      "4318",
      "6831",
      "9411",
      "14250",
      "14268",
    ]);
  });

  it("compose: the variables decide what the Agent binds", () => {
    const { namespaces, dials } = example("compose");
    assert.deepEqual(
      [...namespaces],
      [
        [
          "host compose (host of compose.yaml)",
          [4317, 4318, 8126].map((port) => {
            return `0.0.0.0:${String(port)} published port of datadog-agent → datadog-agent:${String(port)}`;
          }),
        ],
        [
          "container datadog-agent (service of compose.yaml)",
          [
            "0.0.0.0:4317 OTLP ingest (grpc) of core Agent in datadog-agent",
            "127.0.0.1:5000 expvar of core Agent in datadog-agent",
            "127.0.0.1:5001 command API of core Agent in datadog-agent",
            "?:5003 OTLP traces from the core Agent of trace Agent in datadog-agent",
            "127.0.0.1:5012 debug server of trace Agent in datadog-agent",
            "0.0.0.0:8125/udp DogStatsD of core Agent in datadog-agent",
            "0.0.0.0:8126 APM receiver of trace Agent in datadog-agent",
          ],
        ],
      ],
    );
    assert.deepEqual(dials, [
      "OTEL_EXPORTER_OTLP_ENDPOINT of shop: datadog-agent:4317 → datadog-agent:4317",
      "OTEL_EXPORTER_OTLP_ENDPOINT of cart: datadog-agent:4318 → datadog-agent:4318",
    ]);
  });

  it("operator: leads the application through its node to DDOT", () => {
    assertFindings(example("operator"), []);
    const { namespaces, dials } = example("operator");
    assert.deepEqual(namespaces.get("host cluster nodes (hostNetwork, hostPort, NodePort of operator)"), [
      "0.0.0.0:4317 hostPort of DatadogAgent datadog → datadog:4317",
      "0.0.0.0:4318 hostPort of DatadogAgent datadog → datadog:4318",
    ]);
    const otlp = namespaces.get("pod datadog (DatadogAgent in datadog)")?.filter((each) => each.includes(" otlp "));
    assert.deepEqual(otlp, [
      "0.0.0.0:4317 otlp receiver (grpc) of DDOT in otel-agent in datadog",
      "0.0.0.0:4318 otlp receiver (http) of DDOT in otel-agent in datadog",
    ]);
    assert.deepEqual(dials, [
      "OTEL_EXPORTER_OTLP_ENDPOINT of shop: ?:4318 → datadog:4318",
      "configuration request of core Agent in datadog: localhost:7777 → datadog:7777",
    ]);
  });
});
