import assert from "node:assert/strict";
import { definitionAt } from "../../../server/src/analysis/features/definition.js";
import { highlightsAt } from "../../../server/src/analysis/features/documentHighlight.js";
import { referencesAt } from "../../../server/src/analysis/features/references.js";
import { cluster } from "./cluster.js";
import { SiteUnderTest } from "./site.js";

type Cursor = Parameters<SiteUnderTest["at"]>;

const definitions = (site: SiteUnderTest, ...cursor: Cursor): readonly string[] =>
  definitionAt(site.context, ...site.at(...cursor)).map((place) => site.shown(place));

const references = (site: SiteUnderTest, ...cursor: Cursor): readonly string[] =>
  referencesAt(site.context, ...site.at(...cursor), false).map((place) => site.shown(place));

const single = (text: string): SiteUnderTest => new SiteUnderTest({ "config.yaml": text });

const wired = `receivers:
  otlp:
    protocols: {grpc: {endpoint: "0.0.0.0:4317", auth: {authenticator: oidc/a}}}
  filelog:
    storage: file_storage/a
processors:
  batch:
exporters:
  datadog:
    api: {key: x}
    sending_queue: {storage: file_storage/a}
  debug:
connectors:
  datadog/connector:
  routing:
    default_pipelines: [traces/slow]
extensions:
  oidc/a:
  file_storage/a:
service:
  extensions: [oidc/a, file_storage/a]
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [routing, datadog/connector, datadog]
    traces/slow:
      receivers: [routing]
      processors: [batch]
      exporters: [debug]
    metrics:
      receivers: [datadog/connector]
      exporters: [datadog]
`;

describe("definitions and references of ids", () => {
  const site = single(wired);

  it("leads from a pipeline to the component, whichever list names it", () => {
    assert.deepEqual(definitions(site, "config.yaml", "batch]", 0), ["config.yaml:7 batch"]);
    assert.deepEqual(definitions(site, "config.yaml", "debug]"), ["config.yaml:12 debug"]);
  });

  it("takes a connector for one thing on both of its sides, and keeps it apart from an exporter of its type", () => {
    assert.deepEqual(definitions(site, "config.yaml", "datadog/connector]"), ["config.yaml:14 datadog/connector"]);
    assert.deepEqual(references(site, "config.yaml", "datadog/connector:"), [
      "config.yaml:26 datadog/connector",
      "config.yaml:32 datadog/connector",
    ]);
    assert.deepEqual(references(site, "config.yaml", "datadog:"), ["config.yaml:26 datadog", "config.yaml:33 datadog"]);
  });

  it("leads from settings to the extension, and back to all that name it", () => {
    assert.deepEqual(definitions(site, "config.yaml", "oidc/a}"), ["config.yaml:18 oidc/a"]);
    assert.deepEqual(references(site, "config.yaml", "file_storage/a:"), [
      "config.yaml:21 file_storage/a",
      "config.yaml:5 file_storage/a",
      "config.yaml:11 file_storage/a",
    ]);
  });

  it("leads from a connector's settings to the pipeline", () => {
    assert.deepEqual(definitions(site, "config.yaml", "traces/slow]"), ["config.yaml:27 traces/slow"]);
    assert.deepEqual(references(site, "config.yaml", "traces/slow:"), ["config.yaml:16 traces/slow"]);
  });

  it("holds from the first letter of an id to behind its last", () => {
    const [file, start] = site.at("config.yaml", "debug]");
    const found = (offset: number): number => definitionAt(site.context, file, offset).length;
    assert.deepEqual([start - 1, start, start + 5, start + 6].map(found), [0, 1, 1, 0]);
  });

  it("highlights what the file itself says, the definition as what is written", () => {
    const highlights = highlightsAt(site.context, ...site.at("config.yaml", "batch:"));
    assert.deepEqual(
      highlights.map(({ span, kind }) => `${kind} ${site.shown({ file: "/w/config.yaml", span })}`),
      ["write config.yaml:7 batch", "read config.yaml:25 batch", "read config.yaml:29 batch"],
    );
    assert.deepEqual(highlightsAt(site.context, ...site.at("config.yaml", "default_pipelines")), []);
  });

  it("follows the files that are merged into one collector", () => {
    const merged = new SiteUnderTest({
      "compose.yaml": `services:
  collector:
    image: otel/opentelemetry-collector:0.120.0
    command: [--config=/etc/base.yaml, --config=/etc/more.yaml]
    volumes: [./base.yaml:/etc/base.yaml, ./more.yaml:/etc/more.yaml]
`,
      "base.yaml": "receivers: {otlp: {protocols: {grpc: }}}\nexporters: {debug: }\n",
      "more.yaml": "service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}\n",
    });
    assert.deepEqual(definitions(merged, "more.yaml", "otlp"), ["base.yaml:1 otlp"]);
    assert.deepEqual(references(merged, "base.yaml", "debug"), ["more.yaml:1 debug"]);
  });

  it("says nothing of what a chart's defaults bring at a place that spells something else", () => {
    const values = "mode: deployment\nconfig:\n  exporters:\n    debug: {verbosity: detailed}\n";
    const chart = new SiteUnderTest({ "values.yaml": `${values}image: {repository: otel/opentelemetry-collector}\n` });
    assert.deepEqual(definitions(chart, "values.yaml", "mode"), []);
    assert.deepEqual(references(chart, "values.yaml", "debug"), []);
  });
});

describe("definitions and references of ports", () => {
  const site = new SiteUnderTest(cluster);
  const grpc = "k8s/gateway.yaml:11 0.0.0.0:4317";

  it("leads from a Service's port and targetPort, a containerPort and a probe to who listens", () => {
    assert.deepEqual(definitions(site, "k8s/service.yaml", "14317"), [grpc]);
    assert.deepEqual(definitions(site, "k8s/service.yaml", "otlp-grpc"), [grpc]);
    assert.deepEqual(definitions(site, "k8s/service.yaml", "4318"), ["k8s/gateway.yaml:12 http"]);
    assert.deepEqual(definitions(site, "k8s/gateway.yaml", "4317\n          live"), [grpc]);
    assert.deepEqual(definitions(site, "k8s/gateway.yaml", "13133\n          vol"), [
      "k8s/gateway.yaml:18 0.0.0.0:13133",
    ]);
  });

  it("leads from an exporter's endpoint to the Service on the way, and to the receiver", () => {
    assert.deepEqual(definitions(site, "k8s/agent.yaml", "gateway:14317"), ["k8s/service.yaml:9 14317", grpc]);
  });

  it("leads to the Service alone where it hands no such port on, and nowhere where nothing is known", () => {
    assert.deepEqual(definitions(site, "k8s/agent.yaml", "gateway:9999"), ["k8s/service.yaml:4 gateway"]);
    assert.deepEqual(definitions(site, "k8s/gateway.yaml", "backend.example.com"), []);
  });

  it("finds everybody who reaches a receiver", () => {
    const everybody = [
      "k8s/service.yaml:9 14317",
      "k8s/service.yaml:10 otlp-grpc",
      "k8s/gateway.yaml:42 4317",
      "k8s/agent.yaml:11 gateway:14317",
    ];
    assert.deepEqual(references(site, "k8s/gateway.yaml", "0.0.0.0:4317"), everybody);
    assert.deepEqual(references(site, "k8s/service.yaml", "14317"), everybody);
  });

  it("keeps the ports of one program apart where nobody listens", () => {
    const silent = new SiteUnderTest({
      "compose.yaml": `services:
  collector:
    image: otel/opentelemetry-collector:0.120.0
    command: [--config=/etc/config.yaml]
    volumes: [./config.yaml:/etc/config.yaml]
    ports: ["14317:4317", "14318:4318"]
  shop:
    image: shop:1
    environment: {OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318"}
`,
      "config.yaml":
        'receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}}\nexporters: {debug: }\n' +
        "service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}\n",
    });
    assert.deepEqual(definitions(silent, "compose.yaml", "14317"), ['config.yaml:1 "0.0.0.0:4317"']);
    assert.deepEqual(definitions(silent, "compose.yaml", "14318"), []);
    assert.deepEqual(references(silent, "compose.yaml", "14318"), [
      'compose.yaml:6 "14318:4318"',
      "compose.yaml:9 http://collector:4318",
    ]);
  });
});

describe("what several sites or numbers share", () => {
  it("names each place once, though two overlays build on the same base", () => {
    const overlay = "resources: [../../base]\n";
    const files = {
      ...Object.fromEntries(Object.entries(cluster).map(([path, text]) => [path.replace("k8s/", "base/"), text])),
      "base/kustomization.yaml": "resources: [gateway.yaml, service.yaml, agent.yaml]\n",
      "overlays/a/kustomization.yaml": overlay,
      "overlays/b/kustomization.yaml": overlay,
    };
    const site = new SiteUnderTest(files);
    assert.equal(site.context.analysis.modelsOf("/w/base/service.yaml").length, 2);
    assert.deepEqual(definitions(site, "base/service.yaml", "otlp-grpc"), ["base/gateway.yaml:11 0.0.0.0:4317"]);
    assert.equal(references(site, "base/gateway.yaml", "0.0.0.0:4317").length, 4);
    assert.deepEqual(references(site, "base/gateway.yaml", "otlp:\n"), ["base/gateway.yaml:23 otlp"]);
  });

  it("leads from a NodePort and a hostPort to who listens in the pod", () => {
    const site = new SiteUnderTest({
      ...cluster,
      "k8s/service.yaml": (cluster["k8s/service.yaml"] ?? "").replace(
        "      targetPort: otlp-grpc\n",
        "      targetPort: otlp-grpc\n      nodePort: 30317\n",
      ),
      "k8s/gateway.yaml": (cluster["k8s/gateway.yaml"] ?? "").replace(
        "containerPort: 4317\n",
        "containerPort: 4317\n              hostPort: 5317\n",
      ),
    });
    const grpc = ["k8s/gateway.yaml:11 0.0.0.0:4317"];
    assert.deepEqual(definitions(site, "k8s/service.yaml", "30317"), grpc);
    assert.deepEqual(definitions(site, "k8s/gateway.yaml", "5317"), grpc);
    assert.deepEqual(references(site, "k8s/gateway.yaml", "0.0.0.0:4317"), [
      "k8s/service.yaml:9 14317",
      "k8s/service.yaml:11 30317",
      "k8s/service.yaml:10 otlp-grpc",
      "k8s/gateway.yaml:43 5317",
      "k8s/gateway.yaml:42 4317",
      "k8s/agent.yaml:11 gateway:14317",
    ]);
  });
});
