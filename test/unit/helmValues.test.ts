import assert from "node:assert/strict";
import fc from "fast-check";
import * as yaml from "yaml";
import type {
  CollectorFacts,
  Fact,
  FileFacts,
  ListenerFact,
  PodFacts,
  ServiceFacts,
} from "../../server/src/analysis/facts.js";
import { helmSource } from "../../server/src/analysis/sources/helm/source.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

const read = (text: string): FileFacts | undefined => readFile("/deploy/values.yaml", text);
const factsIn = (text: string): readonly Fact[] => read(text)?.facts ?? [];

function podIn(text: string): PodFacts {
  const [pod, ...others] = factsIn(text).filter((fact) => fact.kind === "pod");
  assert.ok(pod && others.length === 0, "not one pod");
  return pod;
}
function configIn(text: string): CollectorFacts {
  const [config, ...others] = factsIn(text).filter((fact) => fact.kind === "collector");
  assert.ok(config && others.length === 0, "not one configuration");
  return config;
}
const serviceIn = (text: string): ServiceFacts | undefined => factsIn(text).find((fact) => fact.kind === "service");

const shown = ({ label, binds }: ListenerFact): string =>
  binds
    .map(({ endpoint: { host, port }, origin }) => `${host ?? "?"}:${String(port ?? "?")} ${label} (${origin})`)
    .join(" or ");
const listensOf = ({ components, service }: CollectorFacts): readonly string[] =>
  [...components.flatMap((each) => each.listeners), ...(service?.telemetry.readers ?? [])].map(shown);
const idsOf = ({ components }: CollectorFacts): readonly string[] => components.map(({ id }) => id);
const portsOf = (pod: PodFacts): readonly string[] =>
  pod.processes.flatMap(({ ports }) =>
    ports.map(
      ({ name, port, hostPort }) => `${name ?? ""} ${hostPort ? `${String(hostPort.port)}>` : ""}${String(port)}`,
    ),
  );
const cut = (text: string, { span }: { span: { start: number; end: number } }): string =>
  text.slice(span.start, span.end);

describe("values of the OpenTelemetry Collector chart", () => {
  it("are laid over the chart's own configuration", () => {
    const text =
      "mode: deployment\nconfig:\n  receivers:\n    jaeger: null\n    otlp:\n      protocols:\n" +
      "        grpc:\n          endpoint: 0.0.0.0:14317\n  service:\n    pipelines:\n" +
      "      traces:\n        receivers: [otlp]\n";
    const config = configIn(text);
    assert.deepEqual(listensOf(config), [
      "0.0.0.0:14317 otlp receiver (grpc) (explicit)",
      "?:4318 otlp receiver (http) (default)",
      "?:13133 health_check extension (default)",
      "?:8888 internal metrics (default)",
    ]);
    // Zipkin is in no pipeline any more, but nobody wrote it.
    assert.deepEqual(idsOf(config), ["otlp", "prometheus", "batch", "memory_limiter", "debug", "health_check"]);
    assert.ok(Object.values(config.sections).every((section) => section !== "elsewhere"));
    const [grpc, http] = config.components[0]?.listeners ?? [];
    assert.ok(grpc?.change.kind === "digits" && http);
    assert.equal(cut(text, grpc.change.place), "14317");
    assert.equal(cut(text, http.place), "config");
    assert.equal(http.change.kind, "none");
    assert.deepEqual(config.holder, {
      kind: "Helm values",
      namespace: undefined,
      name: "opentelemetry-collector",
      key: "config",
    });
  });

  it("are not blamed for what they name and do not have", () => {
    const pipelines = "service: {pipelines: {logs: {receivers: [filelog], exporters: [logging]}}}";
    const { sections } = configIn(`mode: daemonset\nconfig:\n  ${pipelines}\n`);
    assert.deepEqual([sections.receiver, sections.exporter, sections.processor], ["elsewhere", "elsewhere", "present"]);
  });

  it("replace the whole of it with `alternateConfig`", () => {
    const config = configIn(
      "mode: deployment\nimage: {repository: otel/opentelemetry-collector-contrib, tag: 0.120.0}\n" +
        "alternateConfig:\n  receivers: {otlp: {protocols: {http: {endpoint: 0.0.0.0:4318}}}}\n  exporters: {debug: {}}\n" +
        "  service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}\n",
    );
    assert.deepEqual(listensOf(config), ["0.0.0.0:4318 otlp receiver (http) (explicit)"]);
    assert.equal(config.holder?.key, "alternateConfig");
  });

  it("read a ConfigMap that is there already", () => {
    const text =
      "mode: daemonset\npresets: {hostMetrics: {enabled: true}}\nconfigMap: {create: false, existingName: mine}\n";
    assert.ok(!factsIn(text).some((fact) => fact.kind === "collector"));
    const [process] = podIn(text).processes;
    assert.deepEqual(
      process?.args?.map((each) => each.text),
      ["--config=/conf/relay.yaml"],
    );
    assert.deepEqual(process.mounts[0]?.source, {
      kind: "ConfigMap",
      name: "mine",
      subPath: undefined,
      items: [{ key: "relay", path: "relay.yaml" }],
    });
  });

  const ports =
    "ports:\n  otlp: {hostPort: 14317}\n  zipkin: {enabled: false}\n  metrics: {enabled: true}\n" +
    "  extra: {enabled: true, containerPort: 9000, servicePort: 80, nodePort: 30900}\n";

  it("hand ports out on each node", () => {
    const text = `mode: daemonset\nimage: {repository: otel/opentelemetry-collector-k8s, tag: "0.130.0"}\n${ports}`;
    const pod = podIn(text);
    assert.deepEqual([pod.object.kind, pod.object.name], ["DaemonSet", "opentelemetry-collector"]);
    assert.deepEqual([...portsOf(pod)].sort(), [
      "extra 9000",
      "jaeger-compact 6831>6831",
      "jaeger-grpc 14250>14250",
      "jaeger-thrift 14268>14268",
      "metrics 8888",
      "otlp 14317>4317",
      "otlp-http 4318>4318",
    ]);
    assert.equal(pod.processes[0]?.image?.tag, "0.130.0");
    const hostPort = pod.processes[0].ports.find(({ name }) => name === "otlp")?.hostPort;
    assert.ok(hostPort?.change.kind === "digits");
    assert.equal(cut(text, hostPort.change.place), "14317");
    assert.equal(serviceIn(text), undefined);
    assert.ok(serviceIn(`${text}service: {enabled: true}\n`));
  });

  it("make a Service of a Deployment", () => {
    const text = `mode: deployment\nfullnameOverride: gateway\nreplicaCount: 2\n${ports}service: {type: NodePort}\n`;
    const service = serviceIn(text);
    assert.deepEqual([service?.object.name, service?.type], ["gateway", "NodePort"]);
    const extra = service?.ports.find(({ name }) => name === "extra");
    assert.deepEqual(
      [extra?.port, extra?.target.kind === "number" && extra.target.port, extra?.nodePort?.port],
      [80, 9000, 30900],
    );
    const pod = podIn(text);
    assert.ok(pod.processes[0]?.ports.every(({ hostPort }) => hostPort === undefined));
    assert.deepEqual([pod.scheduling.replicas?.text, pod.scheduling.surges], ["2", true]);
    assert.ok(Object.entries(service?.selector ?? {}).every(([key, value]) => pod.labels[key] === value));
    assert.equal(serviceIn(text.replace("{type: NodePort}", "{enabled: false}")), undefined);
  });

  it("leave out the chart's own ports behind which nothing listens", () => {
    const text =
      "mode: daemonset\nconfig:\n  receivers: {jaeger: null, zipkin: null}\n" +
      "  service: {pipelines: {traces: {receivers: [otlp]}}}\nports:\n  zipkin: {containerPort: 9411}\n";
    assert.deepEqual(portsOf(podIn(text)), ["zipkin 9411>9411", "otlp 4317>4317", "otlp-http 4318>4318"]);
  });

  it("probe health_check, wherever its port is written", () => {
    const text =
      "mode: deployment\nconfig: {}\npresets: {clusterMetrics: {enabled: true}}\nreadinessProbe: {httpGet: {port: 13134}}\n";
    assert.deepEqual(
      podIn(text).processes[0]?.probes.map(({ purpose, port }) => [purpose, port.kind === "number" && port.port]),
      [
        ["liveness", 13133],
        ["readiness", 13134],
      ],
    );
  });

  it("stand under the chart's name or an alias, too", () => {
    const under = (key: string, more = ""): string =>
      `${key}:\n  mode: daemonset\n  config:\n    receivers: {zipkin: null}\n${more}`;
    assert.equal(podIn(under("opentelemetry-collector")).object.name, "opentelemetry-collector");
    const alias = under("agent", "  ports: {otlp: {enabled: true}}\n");
    assert.equal(podIn(alias).object.name, "agent");
    assert.equal(configIn(alias).holder?.key, "agent.config");
    assert.deepEqual(factsIn(under("opentelemetry-collector", "  enabled: false\n")), []);
    // Charts of others that call their collectors what they like.
    assert.deepEqual(factsIn(under("metricsCollector")), []);
    assert.deepEqual(factsIn(under("opentelemetry-collector", "  image: otel/opentelemetry-collector:0.100.0\n")), []);
  });

  it("are known by more than `mode`", () => {
    for (const text of [
      "mode: deployment\n",
      "mode: deployment\nconfig: {level: debug}\n",
      "mode: standalone\nconfig: {receivers: {otlp: {}}}\n",
      "mode: deployment\nimage: {repository: nginx}\nports: {http: {enabled: true}}\n",
    ])
      assert.deepEqual(factsIn(text), [], text);
  });
});

describe("values of the Datadog chart", () => {
  it("hand out what they are asked to", () => {
    const text =
      "datadog:\n  apm: {portEnabled: true}\n  dogstatsd: {port: 18125, useHostPort: true}\n" +
      "  otlp:\n    receiver:\n      protocols:\n        grpc: {enabled: true}\n" +
      "        http: {enabled: true, endpoint: '0.0.0.0:14318', useHostPort: false}\n" +
      "  env: [{name: DD_CMD_PORT, value: '6001'}]\nagents:\n  useHostNetwork: true\n  image: {tag: 7.70.0, tagSuffix: full}\n";
    const pod = podIn(text);
    assert.deepEqual([pod.object.kind, pod.object.name, pod.hostNetwork], ["Datadog chart", "datadog", true]);
    assert.deepEqual(portsOf(pod), [
      "otlpgrpcport 4317>4317",
      "otlphttpport 14318",
      "dogstatsdport 18125>18125",
      "traceport 8126>8126",
    ]);
    assert.equal(pod.processes[0]?.image?.tag, "7.70.0-full");
    assert.deepEqual(
      pod.agent?.processes.flatMap(({ listeners }) => listeners.map(shown)),
      [
        "127.0.0.1:6001 command API (explicit)",
        "127.0.0.1:6000 expvar (default)",
        "0.0.0.0:18125 DogStatsD (explicit)",
        "0.0.0.0:4317 OTLP ingest (grpc) (default)",
        "0.0.0.0:14318 OTLP ingest (http) (explicit)",
        "?:5555 health check (default)",
        "0.0.0.0:8126 APM receiver (default)",
        "127.0.0.1:5012 debug server (default)",
        "?:5003 OTLP traces from the core Agent (default)",
      ],
    );
  });

  it("start DDOT beside the Agent, and as a gateway", () => {
    const config = (port: number): string =>
      `    receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:${String(port)}"}}}}\n    exporters: {debug: }\n` +
      "    service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}\n";
    const text =
      'datadog:\n  otelCollector:\n    enabled: true\n    ports: [{containerPort: "5317", hostPort: "15317", name: otel-grpc}]\n' +
      `    config: |\n${config(5317).replace(/^/gm, "  ")}\notelAgentGateway:\n  enabled: true\n  replicas: 3\n  config: |\n${config(4317)}`;
    const facts = factsIn(text);
    const configs = facts.filter((fact) => fact.kind === "collector");
    assert.deepEqual(
      configs.map((each) => [each.holder?.name, each.holder?.key, ...listensOf(each)]),
      [
        ["datadog", "datadog.otelCollector.config", "0.0.0.0:5317 otlp receiver (grpc) (explicit)"],
        ["datadog-otel-agent-gateway", "otelAgentGateway.config", "0.0.0.0:4317 otlp receiver (grpc) (explicit)"],
      ],
    );
    const [node, gateway] = facts.filter((fact) => fact.kind === "pod");
    assert.ok(node && gateway && portsOf(node).includes("otel-grpc 15317>5317"));
    assert.deepEqual(node.agent?.otelCollector.converterFeatures?.includes("ddflare"), true);
    assert.deepEqual([gateway.object.name, gateway.scheduling.replicas?.text], ["datadog-otel-agent-gateway", "3"]);
    assert.equal(serviceIn(text)?.object.name, "datadog-otel-agent-gateway");
  });

  it("start it with the chart's own configuration where they give none", () => {
    const config = configIn("datadog:\n  otelCollector:\n    enabled: true\n");
    assert.deepEqual(listensOf(config), [
      "0.0.0.0:4317 otlp receiver (grpc) (default)",
      "0.0.0.0:4318 otlp receiver (http) (default)",
    ]);
    const mapped = "datadog: {otelCollector: {enabled: true, configMap: {name: mine, key: own.yaml}}}\n";
    const ddot = podIn(mapped).processes.find(({ name }) => name === "otel-agent");
    assert.deepEqual(ddot?.mounts[0]?.source, {
      kind: "ConfigMap",
      name: "mine",
      subPath: undefined,
      items: [{ key: "own.yaml", path: "otel-config.yaml" }],
    });
  });

  it("stand under an umbrella chart's key, and start no Agent where told so", () => {
    assert.equal(podIn("datadog:\n  datadog: {kubelet: {tlsVerify: false}}\n").object.kind, "Datadog chart");
    assert.deepEqual(factsIn("datadog: {kubelet: {tlsVerify: false}}\nagents: {enabled: false}\n"), []);
  });

  it("are known by more than `datadog`", () => {
    assert.deepEqual(factsIn("datadog: {enabled: true, apiKey: x, site: datadoghq.eu}\nagents: 3\n"), []);
    assert.deepEqual(factsIn("apiVersion: v1\nkind: Thing\ndatadog: {kubelet: {}}\n"), []);
  });
});

describe("Helm values of any kind", () => {
  it("never make reading throw", () => {
    const keys = [
      ["mode", "config", "ports", "datadog", "agents", "otlp", "otelCollector", "receiver", "protocols", "grpc"],
      ["enabled", "endpoint", "service", "presets", "hostMetrics", "image", "__proto__", "constructor", "env", "apm"],
    ].flat();
    const leaf = fc.constantFrom("daemonset", "deployment", true, null, 4317, "0.0.0.0:4317", "{{ x }}", "", "$(A)");
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie("tree"), { maxLength: 2 }), tie("map")),
      map: fc.array(fc.tuple(fc.constantFrom(...keys), tie("tree")), { maxLength: 5 }).map((each) => new Map(each)),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const text = yaml.stringify(
          new Map([
            ["mode", "daemonset"],
            ["config", value],
            ["datadog", value],
            ["ports", value],
          ]),
        );
        readFile("/deploy/values.yaml", text);
      }),
      { numRuns: 150 },
    );
  });

  it("are looked for only where their marks stand", () => {
    assert.ok(helmSource.marker.test("a: 1\nmode: daemonset"));
    assert.ok(!helmSource.marker.test("model: daemonset\n# datadog:\n"));
  });
});
