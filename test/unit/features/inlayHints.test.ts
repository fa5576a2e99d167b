import assert from "node:assert/strict";
import { inlayHints, type InlayHint } from "../../../server/src/analysis/features/inlayHints/inlayHints.js";
import { AnalysisSession } from "../../../server/src/analysis/session.js";
import { readFile } from "../../../server/src/analysis/sources/index.js";

function hintsIn(files: Readonly<Record<string, string>>, version?: string): readonly InlayHint[] {
  const texts = new Map(Object.entries(files));
  const analysis = new AnalysisSession({ roots: ["/w"], ...(version !== undefined && { collectorVersion: version }) });
  for (const [file, text] of texts) analysis.set(file, readFile(file, text));
  analysis.update();
  const [[file, text] = ["", ""]] = texts;
  return inlayHints({ analysis, texts: (each) => texts.get(each) }, file, { start: 0, end: text.length });
}

/** The first file with its hints in it, as `«label»`. */
function shown(files: Readonly<Record<string, string>>, version?: string): string {
  const [text = ""] = Object.values(files);
  return hintsIn(files, version).reduceRight(
    (all, { at, label }) => `${all.slice(0, at)}«${label}»${all.slice(at)}`,
    text,
  );
}

const config = (endpoint = ""): string => `receivers:
  otlp:
    protocols:
      grpc:${endpoint}
      http:
        endpoint: 0.0.0.0:4318
exporters:
  debug:
extensions:
  health_check:
  zpages:
service:
  extensions: [health_check]
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;

describe("inlay hints of addresses", () => {
  it("show what the version in use takes", () => {
    const wanted = (grpc: string, health: string, metrics: string): string =>
      config()
        .replace("grpc:", `grpc:«⟶ ${grpc}»`)
        .replace("health_check:", `health_check:«⟶ ${health}»`)
        .replace("service:", `service:«⟶ metrics on ${metrics}»`);
    assert.equal(
      shown({ "/w/config.yaml": config() }, "0.130.0"),
      wanted("localhost:4317", "localhost:13133", "localhost:8888"),
    );
    assert.equal(shown({ "/w/config.yaml": config() }, "0.100.0"), wanted("0.0.0.0:4317", "0.0.0.0:13133", ":8888"));
  });

  it("say what differs where nothing tells the version", () => {
    const text = shown({ "/w/config.yaml": config() });
    assert.match(text, /grpc:«⟶ localhost:4317 \(0\.0\.0\.0:4317 before collector v0\.104\.0\)»$/m);
    assert.match(text, /^service:«⟶ metrics on localhost:8888 \(:8888 before collector v0\.111\.0\)»$/m);
  });

  it("stand behind the colon of a key that has more behind it", () => {
    const text = shown({ "/w/config.yaml": config(" {}").replace("service:", "service: # all") }, "0.130.0");
    assert.match(text, /^ {6}grpc:«⟶ localhost:4317» \{\}$/m);
    assert.match(text, /^service:«⟶ metrics on localhost:8888» # all$/m);
  });

  it("say nothing where the address is written, or nothing listens", () => {
    const written = config("\n        endpoint: localhost:4317")
      .replace("  health_check:\n", "  health_check:\n    endpoint: localhost:1\n")
      .replace("service:\n", "service:\n  telemetry: {metrics: {level: none}}\n");
    assert.deepEqual(hintsIn({ "/w/config.yaml": written }, "0.130.0"), []);
    assert.deepEqual(hintsIn({ "/w/config.yaml": "receivers:\n  otlp:\n    protocols:\n      grpc:\n" }), []);
    assert.deepEqual(hintsIn({ "/w/web.yaml": "service:\n  grpc:\n" }), []);
  });

  it("tell both where the operator may decide, and one where it does", () => {
    const manifest = `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata:
  name: otel
spec:
  config:
${config().replace(/^(?=.)/gm, "    ")}`;
    const text = shown({ "/w/otel.yaml": manifest }, "0.130.0");
    assert.match(text, /grpc:«⟶ 0\.0\.0\.0:4317»$/m);
    assert.match(text, /health_check:«⟶ localhost:13133 or 0\.0\.0\.0:13133»$/m);
  });

  it("are only those of the stretch that is asked for", () => {
    const text = config();
    const analysis = new AnalysisSession({ roots: ["/w"] });
    analysis.set("/w/config.yaml", readFile("/w/config.yaml", text));
    analysis.update();
    const range = { start: text.indexOf("extensions:"), end: text.indexOf("service:") };
    const found = inlayHints({ analysis, texts: () => text }, "/w/config.yaml", range);
    assert.deepEqual(
      found.map(({ at, tooltip }) => [at, tooltip]),
      [
        [
          text.indexOf("health_check:") + "health_check:".length,
          "Nothing is written here, so the health_check extension of w listens on its default address.",
        ],
      ],
    );
  });
});

describe("inlay hints of variables", () => {
  const endpoint = "\n        endpoint: ${env:HOST:-0.0.0.0}:${env:PORT:-4317}";
  const compose = (environment: string): string => `services:
  otel:
    image: otel/opentelemetry-collector-contrib:0.130.0
    volumes: [./config.yaml:/etc/otelcol-contrib/config.yaml]
    environment:
${environment.replace(/^(?=.)/gm, "      ")}`;

  it("show what the workload sets, and the default of what it does not", () => {
    const files = { "/w/config.yaml": config(endpoint), "/w/compose.yaml": compose("PORT: 14317\n") };
    assert.match(shown(files), /endpoint: \$\{env:HOST:-0\.0\.0\.0\}«= 0\.0\.0\.0»:\$\{env:PORT:-4317\}«= 14317»$/m);
    assert.deepEqual(
      hintsIn(files)
        .filter(({ label }) => label.startsWith("="))
        .map(({ tooltip }) => tooltip),
      ["HOST is not set for otel, so the default holds.", "PORT is set for otel."],
    );
  });

  it("say that a default is only that where nothing starts the collector", () => {
    const hints = hintsIn({ "/w/config.yaml": config(endpoint) }).filter(({ label }) => label.startsWith("="));
    assert.deepEqual(
      hints.map(({ label, tooltip }) => [label, tooltip]),
      [
        ["= 0.0.0.0", "The default, unless HOST is set where the collector runs."],
        ["= 4317", "The default, unless PORT is set where the collector runs."],
      ],
    );
  });

  it("name the field of the pod, and keep what looks secret", () => {
    const pod = `apiVersion: v1
kind: Pod
metadata: {name: otel}
spec:
  containers:
    - name: otel
      image: otel/opentelemetry-collector-contrib:0.130.0
      args: [--config=/conf/config.yaml]
      env:
        - {name: MY_POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
        - {name: API_TOKEN, value: abc}
        - {name: OTHER, valueFrom: {secretKeyRef: {name: a, key: b}}}
      volumeMounts: [{name: conf, mountPath: /conf}]
  volumes: [{name: conf, configMap: {name: otel}}]
`;
    const text = config("\n        endpoint: ${env:MY_POD_IP}:4317").replace(
      "  debug:\n",
      "  debug:\n    a: ${env:API_TOKEN}\n    b: ${env:OTHER:-x}\n    c: ${env:UNSET}\n    d: $$$${env:UNSET:-y}\n",
    );
    const map = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: otel}\ndata:\n  config.yaml: |\n${text.replace(/^(?=.)/gm, "    ")}`;
    const labels = hintsIn({ "/w/map.yaml": map, "/w/pod.yaml": pod }).map(({ label }) => label);
    assert.deepEqual(
      labels.filter((label) => label.startsWith("=")),
      ["= status.podIP"],
    );
  });

  it("tell both where two workloads read one configuration", () => {
    const two = `${compose("PORT: 1\n")}  second:
    image: otel/opentelemetry-collector-contrib:0.130.0
    volumes: [./config.yaml:/etc/otelcol-contrib/config.yaml]
    environment: {PORT: 2}
`;
    const text = shown({ "/w/config.yaml": config(endpoint), "/w/compose.yaml": two });
    assert.match(text, /\$\{env:PORT:-4317\}«= 1 or 2»$/m);
  });
});
