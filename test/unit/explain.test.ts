import assert from "node:assert/strict";
import { sessionOf } from "../../server/src/analysis/analyse.js";
import { explain, type Explanation } from "../../server/src/analysis/features/explain/explain.js";
import { symptomOf } from "../../server/src/analysis/features/explain/symptom.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { lineStartsOf, positionAt } from "../../server/src/analysis/text.js";

describe("the symptom in a line of a log", () => {
  const taken = (port: number, transport = "tcp"): object => ({ kind: "port-taken", port, transport });
  const cases: readonly (readonly [string, object | undefined])[] = [
    ["listen tcp 0.0.0.0:4317: bind: address already in use", taken(4317)],
    ["listen tcp [::1]:4318: bind: address already in use", taken(4318)],
    ["listen udp :6831: bind: address already in use", taken(6831, "udp")],
    [
      "failed to create meter provider: binding address localhost:8888 for Prometheus exporter: listen tcp 127.0.0.1:8888: bind: address already in use",
      taken(8888),
    ],
    ["Bind for 0.0.0.0:4317 failed: port is already allocated", taken(4317)],
    ["failed to bind host port 0.0.0.0:4317/tcp: address already in use", taken(4317)],
    ["Ports are not available: exposing port TCP 0.0.0.0:4317 -> 127.0.0.1:0: listen tcp", taken(4317)],
    ["Error: listen EADDRINUSE: address already in use :::4318", taken(4318)],
    ["bind: address already in use", undefined],
    [
      "0/3 nodes are available: 3 node(s) didn't have free ports for the requested pod ports.",
      { kind: "no-free-ports" },
    ],
    [
      'The Service "otel" is invalid: spec.ports[0].nodePort: Invalid value: 30317: provided port is already allocated',
      { kind: "node-port-taken", port: 30317 },
    ],
    [
      'Get "https://localhost:7777": dial tcp [::1]:7777: connect: connection refused',
      { kind: "not-reached", host: "[::1]", port: 7777 },
    ],
    [
      'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.2.3.4:4317: i/o timeout"',
      { kind: "not-reached", host: "10.2.3.4", port: 4317 },
    ],
    ["Error: connect ECONNREFUSED 127.0.0.1:4318", { kind: "not-reached", host: "127.0.0.1", port: 4318 }],
    ["Failed to connect to localhost:4317: connection refused", { kind: "not-reached", host: "localhost", port: 4317 }],
    ["listen tcp :514: bind: permission denied", { kind: "not-permitted", port: 514 }],
    ['net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00"', { kind: "wrong-protocol" }],
    [
      '2026-11-20 Error: invalid configuration: service::pipelines::traces: references receiver "x" which is not configured',
      { kind: "complaint", message: 'service::pipelines::traces: references receiver "x" which is not configured' },
    ],
    [
      'Error: cannot start pipelines: failed to start "otlp" receiver: listen tcp: address 0.0.0.0: missing port in address',
      {
        kind: "complaint",
        message: 'failed to start "otlp" receiver: listen tcp: address 0.0.0.0: missing port in address',
      },
    ],
    [
      "listen tcp: address http://0.0.0.0:4317: too many colons in address",
      { kind: "complaint", message: "listen tcp: address http://0.0.0.0:4317: too many colons in address" },
    ],
    [
      "listen tcp: lookup tcp/431a: unknown port",
      { kind: "complaint", message: "listen tcp: lookup tcp/431a: unknown port" },
    ],
    [
      "2026-11-20 error listen tcp: address 431700: invalid port",
      { kind: "complaint", message: "listen tcp: address 431700: invalid port" },
    ],
    ["dial tcp: lookup tcp/431a: unknown port", undefined],
    ["Everything is ready. Begin running and processing data.", undefined],
    ["connection refused", undefined],
    ["listen tcp 0.0.0.0:99999: bind: address already in use", undefined],
  ];
  for (const [line, symptom] of cases) it(line, () => assert.deepEqual(symptomOf(line), symptom));

  it("takes no time to find in a hostile line", () => {
    const started = performance.now();
    for (const part of [":1", "a:", "dial tcp ", "'receivers' ", " to ", "1:1 ", "listen tcp: address "]) {
      symptomOf(`${part.repeat(200_000)} already in use connection refused`);
    }
    assert.ok(performance.now() - started < 1000);
  });
});

describe("a line of a log", () => {
  const collector = (port: number, receivers: string): string => `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:${String(port)}
  zipkin:
    endpoint: 0.0.0.0:9411
exporters:
  debug:
service:
  telemetry:
    metrics:
      level: none
  pipelines:
    traces:
      receivers: ${receivers}
      exporters: [debug]
`;
  const files: Readonly<Record<string, string>> = {
    "/w/etc/otelcol/config.yaml": collector(4317, "[otlp]"),
    "/w/etc/otelcol-contrib/config.yaml": collector(4317, "[otlp, jaeger]"),
  };
  const told = (line: string): Explanation | undefined => {
    const facts = Object.entries(files).flatMap(([file, text]) => readFile(file, text) ?? []);
    return explain(line, { analysis: sessionOf(facts, { roots: ["/w"] }), texts: (file) => files[file] });
  };
  const causes = (line: string): readonly string[] =>
    (told(line)?.causes ?? []).map(({ rule, place: { file, span } }) => {
      const at = positionAt(lineStartsOf(files[file] ?? ""), span.start).line + 1;
      return `${file}:${String(at)} ${rule ?? "-"}`;
    });

  it("leads to both owners of a port", () => {
    const line = "listen tcp 0.0.0.0:4317: bind: address already in use";
    assert.deepEqual(causes(line).toSorted(), [
      "/w/etc/otelcol-contrib/config.yaml:5 port-conflict",
      "/w/etc/otelcol/config.yaml:5 port-conflict",
    ]);
    assert.match(
      told(line)?.meaning ?? "",
      /^Somebody already had port 4317\/tcp .* of otelcol and the otlp receiver \(grpc\) of otelcol-contrib\.$/,
    );
  });

  it("leads to the receiver that nobody enabled", () => {
    const line = "dial tcp 10.0.0.7:9411: connect: connection refused";
    assert.deepEqual(causes(line), [
      "/w/etc/otelcol-contrib/config.yaml:6 receiver-not-enabled",
      "/w/etc/otelcol/config.yaml:6 receiver-not-enabled",
    ]);
  });

  it("leads to the line that the collector complains about", () => {
    const line = 'Error: service::pipelines::traces: references receiver "jaeger" which is not configured';
    assert.deepEqual(causes(line), ["/w/etc/otelcol-contrib/config.yaml:16 undefined-component"]);
  });

  it("leads to the endpoint that is no address", () => {
    const causesIn = (endpoints: Readonly<Record<string, string>>, line: string): readonly string[] => {
      const changed = Object.entries(endpoints).reduce(
        (text, [from, to]) => text.replace(`endpoint: ${from}`, `endpoint: ${to}`),
        collector(4317, "[otlp, zipkin]"),
      );
      const facts = [readFile("/w/config.yaml", changed) ?? []].flat();
      const explanation = explain(line, { analysis: sessionOf(facts, { roots: ["/w"] }), texts: () => changed });
      return (explanation?.causes ?? []).map(
        ({ rule, place: { span } }) => `${rule ?? "-"}: ${changed.slice(span.start, span.end)}`,
      );
    };
    const [grpc, zipkin] = ["0.0.0.0:4317", "0.0.0.0:9411"];
    const missing = "listen tcp: address 0.0.0.0: missing port in address";
    assert.deepEqual(causesIn({ [zipkin]: "0.0.0.0" }, missing), ["invalid-port: 0.0.0.0"]);
    const url = "listen tcp: address http://0.0.0.0:4317: too many colons in address";
    assert.deepEqual(causesIn({ [grpc]: "http://0.0.0.0:4317" }, url), ["invalid-port: http://0.0.0.0:4317"]);
    const named = "listen tcp: lookup tcp/431a: unknown port";
    assert.deepEqual(causesIn({ [grpc]: "0.0.0.0:431a" }, named), ["invalid-port: 0.0.0.0:431a"]);
    const high = "listen tcp: address 94110: invalid port";
    assert.deepEqual(causesIn({ [zipkin]: "0.0.0.0:94110" }, high), ["invalid-port: 0.0.0.0:94110"]);
    const started = `failed to start "zipkin" receiver: ${missing}`;
    assert.deepEqual(causesIn({ [grpc]: "localhost", [zipkin]: "0.0.0.0" }, started), ["invalid-port: 0.0.0.0"]);
    assert.deepEqual(causesIn({ [grpc]: "localhost" }, missing), []);
  });

  it("is said to have its cause elsewhere where the files do not show it", () => {
    const explanation = told("listen tcp 0.0.0.0:3000: bind: address already in use");
    assert.deepEqual(explanation?.causes, []);
    assert.match(
      explanation.meaning,
      /nobody in this workspace takes it\. Who else holds it does not stand in these files/,
    );
    assert.equal(told("Everything is ready."), undefined);
  });
});
