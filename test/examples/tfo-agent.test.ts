import assert from "node:assert/strict";
import { assertFindings, openExample } from "./example.js";

const example = (folder: string): ReturnType<typeof openExample> => openExample(`tfo-agent/${folder}`);

const agent = (metrics: string): readonly string[] => [
  "0.0.0.0:4317 otlp receiver (grpc) of tfo-otel-agent",
  "0.0.0.0:4318 otlp receiver (http) of tfo-otel-agent",
  `${metrics}:8888 internal metrics of tfo-otel-agent`,
  "0.0.0.0:13133 health_check extension of tfo-otel-agent",
];

const onNodes = [4317, 4318, 13133].map(
  (port) => `0.0.0.0:${String(port)} hostPort of DaemonSet tfo-otel-agent → cluster nodes:${String(port)}`,
);

const probes = [
  "the liveness probe of otel-agent: ?:13133 → cluster nodes:13133",
  "the readiness probe of otel-agent: ?:13133 → cluster nodes:13133",
];

describe("examples/tfo-agent", () => {
  for (const folder of ["docker", "daemonset", "systemd", "sidecar"]) {
    it(`finds nothing wrong with ${folder}`, () => assertFindings(example(folder), []));
  }

  it("docker: hands two ports of the host on, and fills in the endpoint that the container gets", () => {
    const { namespaces, dials } = example("docker");
    assert.deepEqual(
      [...namespaces],
      [
        [
          "host run.sh (host of run.sh)",
          [4317, 4318].map((port) => {
            return `0.0.0.0:${String(port)} published port of tfo-otel-agent → tfo-otel-agent:${String(port)}`;
          }),
        ],
        ["container tfo-otel-agent (container of run.sh)", agent("0.0.0.0")],
      ],
    );
    assert.deepEqual(dials, ["otlphttp exporter of tfo-otel-agent: tfo-collector:4318"]);
  });

  it("daemonset: lives in the node's network, where its application and its probes reach it", () => {
    const { namespaces, dials } = example("daemonset");
    assert.deepEqual(
      [...namespaces],
      [
        [
          "host cluster nodes (hostNetwork, hostPort, NodePort of daemonset)",
          [...agent("0.0.0.0"), ...onNodes],
        ],
        [
          "pod tfo-otel-collector (Deployment in observability)",
          [
            "0.0.0.0:4318 otlp receiver (http) of tfo-otel-collector",
            "0.0.0.0:8888 internal metrics of tfo-otel-collector",
          ],
        ],
      ],
    );
    assert.deepEqual(dials, [
      "otlphttp exporter of tfo-otel-collector: api.telemetryflow.example.com:443",
      "otlphttp exporter of tfo-otel-agent: tfo-otel-collector.observability.svc.cluster.local:4318 → tfo-otel-collector:4318",
      "OTEL_EXPORTER_OTLP_ENDPOINT of shop: ?:4317 → cluster nodes:4317",
      ...probes,
    ]);
  });

  it("systemd: reads the unit's configuration and its environment", () => {
    const { namespaces, dials } = example("systemd");
    // The unit does not tell which version the program is.
    assert.deepEqual([...namespaces], [["host host (file tree host/etc)", agent("?")]]);
    assert.deepEqual(dials, ["otlphttp exporter of tfo-otel-agent: tfo-collector:4318"]);
  });

  it("sidecar: containers of one pod share its localhost", () => {
    const { namespaces, dials } = example("sidecar");
    assert.deepEqual(
      [...namespaces],
      [
        [
          "pod my-application (Deployment)",
          [
            "127.0.0.1:4317 otlp receiver (grpc) of otel-agent in my-application",
            "127.0.0.1:4318 otlp receiver (http) of otel-agent in my-application",
            "0.0.0.0:8888 internal metrics of otel-agent in my-application",
            "0.0.0.0:13133 health_check extension of otel-agent in my-application",
          ],
        ],
      ],
    );
    assert.deepEqual(dials, [
      "OTEL_EXPORTER_OTLP_ENDPOINT of app in my-application: localhost:4318 → my-application:4318",
      "otlphttp exporter of otel-agent in my-application: tfo-collector:4318",
    ]);
  });

  it("edge-gateway: an extension that nobody defines, and a key that is missing, keep the collector from starting", () => {
    assertFindings(example("edge-gateway"), [
      ["error missing-key config.yaml:11", 'The processor "memory_limiter" needs a value for `check_interval`'],
      ["error undefined-component config.yaml:28", 'references extension "health_check" which is not configured'],
    ]);
    // Where it sends to, and to which port, only its environment tells.
    assert.deepEqual(example("edge-gateway").dials, ["otlphttp exporter of edge-gateway: ?:?"]);
  });

  it("network-policy: has no effect on pods in the node's network", () => {
    assertFindings(example("network-policy"), [
      ["information network-policy-blocks policy.yaml:7", "DaemonSet tfo-otel-agent, which use the node's network"],
    ]);
    // The collector is in another folder.
    assert.deepEqual(example("network-policy").dials, [
      "otlphttp exporter of tfo-otel-agent: tfo-otel-collector.observability.svc.cluster.local:4318",
      ...probes,
    ]);
  });

  it("loadbalancing: speaks gRPC to what is by custom the port of HTTP", () => {
    const part = "speaks OTLP over gRPC, and 4318 is by custom the port of OTLP over HTTP";
    assertFindings(example("loadbalancing"), [
      ["information wrong-protocol config.yaml:16", part],
      ["information wrong-protocol config.yaml:17", part],
      ["information wrong-protocol config.yaml:18", part],
    ]);
    assert.deepEqual(
      example("loadbalancing").dials,
      [1, 2, 3].map((each) => {
        return `loadbalancing exporter of loadbalancing: tfo-collector-${String(each)}.example.com:4318`;
      }),
    );
  });
});
