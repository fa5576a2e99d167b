import assert from "node:assert/strict";
import { assertFindings, openExample } from "./example.js";

describe("examples/duetector", () => {
  it("says what leads to nothing, what depends on the version, and what Jaeger would take too", () => {
    const nothing = (port: number): string =>
      `leads to port ${String(port)}/tcp of otel-collector, where nothing listens. It listens on 4317 and 8888.`;
    const engine = (port: number): string =>
      `If both run on one host, whichever starts second fails: \`Bind for 0.0.0.0:${String(port)} failed: port is already allocated\``;
    assertFindings(openExample("duetector"), [
      ["warning nothing-listens compose.yaml:8", nothing(1888)],
      ["warning nothing-listens compose.yaml:10", nothing(8889)],
      ["warning nothing-listens compose.yaml:11", nothing(13133)],
      ["information possible-port-conflict compose.yaml:12", "the published port of jaeger (jaeger.sh:9)"],
      ["warning nothing-listens compose.yaml:13", nothing(4318)],
      ["information possible-port-conflict compose.yaml:13", "the published port of jaeger (jaeger.sh:10)"],
      ["warning nothing-listens compose.yaml:14", nothing(55679)],
      ["information possible-port-conflict jaeger.sh:9", engine(4317)],
      ["information possible-port-conflict jaeger.sh:10", engine(4318)],
      [
        "information loopback-only otel-collector-config.yaml:4",
        "is bound to localhost since collector v0.104.0 (nobody tells which it is), but the published port of otel-collector (compose.yaml:12)",
      ],
      [
        "information loopback-only otel-collector-config.yaml:13",
        "Port 8888/tcp of the internal metrics of otel-collector is bound to localhost since collector v0.111.0",
      ],
    ]);
  });

  it("keeps the hosts of the Compose file and of the script apart", () => {
    const { namespaces } = openExample("duetector");
    assert.deepEqual(
      [...namespaces.keys()],
      [
        "host duetector (host of compose.yaml)",
        "container jaeger (container of jaeger.sh)",
        "host jaeger.sh (host of jaeger.sh)",
        "container otel-collector (service of compose.yaml)",
      ],
    );
    assert.deepEqual(
      namespaces.get("host duetector (host of compose.yaml)"),
      [1888, 4317, 4318, 8888, 8889, 13133, 55679].map(
        (port) => `0.0.0.0:${String(port)} published port of otel-collector → otel-collector:${String(port)}`,
      ),
    );
    assert.deepEqual(namespaces.get("container otel-collector (service of compose.yaml)"), [
      "?:4317 otlp receiver (grpc) of otel-collector",
      "?:8888 internal metrics of otel-collector",
    ]);
  });

  it("knows what Jaeger's image binds, and publishes it, but for the gRPC query", () => {
    const { namespaces } = openExample("duetector");
    const bound = [4317, 4318, 5778, "6831/udp", "6832/udp", 9411, 14250, 14268, 14269, 16685, 16686].map(String);
    const ports = (label: string): readonly (string | undefined)[] | undefined =>
      namespaces.get(label)?.map((each) => /^0\.0\.0\.0:(\S+)/.exec(each)?.[1]);
    assert.deepEqual(ports("container jaeger (container of jaeger.sh)"), bound);
    assert.deepEqual(
      ports("host jaeger.sh (host of jaeger.sh)"),
      bound.filter((port) => port !== "16685"),
    );
  });

  it("does not guess which of the two hosts duetector's localhost is", () => {
    assert.deepEqual(openExample("duetector").dials, [
      "otlp/jaeger exporter of otel-collector: jaeger.example.com:4317",
      "collector.otelcollector.exporter_kwargs.endpoint of config.toml: localhost:4317",
    ]);
  });
});
