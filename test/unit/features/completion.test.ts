import assert from "node:assert/strict";
import fc from "fast-check";
import type { FileId } from "../../../server/src/analysis/facts.js";
import { complete } from "../../../server/src/analysis/features/completion/complete.js";
import type { Completion } from "../../../server/src/analysis/features/completion/completion.js";
import { AnalysisSession } from "../../../server/src/analysis/session.js";
import { readFile } from "../../../server/src/analysis/sources/index.js";
import { applyEdits } from "../../../server/src/analysis/text.js";

type Files = Readonly<Record<FileId, string>>;

function completionsIn(file: FileId, marked: string, others: Files = {}, version?: string): readonly Completion[] {
  const offset = marked.indexOf("§");
  assert.ok(offset >= 0, "no cursor");
  return completionsAt(file, marked.replace("§", ""), offset, others, version);
}

function completionsAt(
  file: FileId,
  text: string,
  offset: number,
  others: Files = {},
  version?: string,
): readonly Completion[] {
  const texts = new Map(Object.entries({ ...others, [file]: text }));
  const analysis = new AnalysisSession({ roots: ["/w"], ...(version !== undefined && { collectorVersion: version }) });
  for (const [each, content] of texts) analysis.set(each, readFile(each, content));
  analysis.update();
  return complete({ analysis, texts: (each) => texts.get(each) }, file, offset);
}

const labels = (found: readonly Completion[]): readonly string[] => found.map(({ label }) => label);

/** The text after the completion with that label. */
function accepted(marked: string, label: string, found: readonly Completion[]): string {
  const item = found.find((each) => each.label === label);
  assert.ok(item, `no "${label}" among ${labels(found).join(", ")}`);
  return applyEdits(marked.replace("§", ""), [item.edit]);
}

const config = "/w/config.yaml";

const base = `receivers:
  otlp:
    protocols:
      grpc:
  hostmetrics:
  filelog:
    include: [/var/log/*]
processors:
  batch:
exporters:
  debug:
  prometheus:
    endpoint: 0.0.0.0:8889
connectors:
  spanmetrics:
extensions:
  health_check:
  file_storage:
  basicauth/server:
`;

const wired = `${base}service:
  extensions: [health_check]
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;

/** A configuration as the file it stands in indents it. */
const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));

describe("completion of component types", () => {
  it("offers what the newest version has, the most stable first, with what it needs to start", () => {
    const marked = "receivers:\n  §\n";
    const found = completionsIn(config, marked);
    assert.equal(found[0]?.label, "otlp");
    assert.equal(found[0].kind, "component");
    assert.equal(found[0].detail, "stable: traces, metrics, logs; alpha: profiles");
    assert.equal(accepted(marked, "otlp", found), "receivers:\n  otlp:\n    protocols:\n");
    assert.ok(!labels(found).includes("prometheus_exec"), "removed in v0.83.0");
    assert.ok(!labels(found).includes("infraattributes"), "a processor");
  });

  it("replaces the word that is begun, and offers a second name for a type that is there", () => {
    const marked = base.replace("  hostmetrics:", "  ot§\n  hostmetrics:");
    const found = completionsIn(config, marked);
    assert.equal(labels(found)[0], "otlp/2");
    assert.ok(!labels(found).includes("otlp"));
    assert.equal(accepted(marked, "zipkin", found), base.replace("  hostmetrics:", "  zipkin:\n  hostmetrics:"));
  });

  it("offers the name itself where the cursor stands in it", () => {
    const found = labels(completionsIn(config, wired.replace("  debug:\n", "  de§bug:\n")));
    assert.ok(found.includes("debug") && !found.includes("debug/2"));
  });

  it("leaves a colon and what follows alone", () => {
    const marked = wired.replace("  debug:\n", "  deb§: {verbosity: basic}\n");
    assert.match(accepted(marked, "nop", completionsIn(config, marked)), /^ {2}nop: \{verbosity: basic\}$/m);
  });

  it("goes by the version: old names and removed types for an old collector, marks for a deprecated one", () => {
    const marked = "receivers:\n  otlp:\nexporters:\n  §\n";
    const old = completionsIn(config, marked, {}, "0.100.0");
    assert.ok(labels(old).includes("otlp"), "otlp_grpc is its name since v0.144.0");
    assert.ok(!labels(old).includes("otlp_grpc"));
    assert.equal(old.find(({ label }) => label === "logging")?.deprecated, true);
    const newest = completionsIn(config, marked);
    assert.ok(labels(newest).includes("otlp_grpc"));
    assert.ok(!labels(newest).includes("logging"));
  });

  it("goes by the distribution that the image tells", () => {
    const compose = (image: string): string =>
      `services:\n  otel:\n    image: otel/${image}\n    command: [--config=/c.yaml]\n    volumes: [./config.yaml:/c.yaml]\n`;
    const marked = base.replace("  filelog:", "  §\n  filelog:");
    const core = completionsIn(config, marked, { "/w/compose.yaml": compose("opentelemetry-collector:0.130.0") });
    const contrib = completionsIn(config, marked, {
      "/w/compose.yaml": compose("opentelemetry-collector-contrib:0.130.0"),
    });
    assert.ok(labels(contrib).includes("apache"));
    assert.ok(!labels(core).includes("apache"));
    assert.ok(labels(core).includes("zipkin"));
  });
});

describe("completion of ids", () => {
  const inPipeline = (signal: string, line: string): string =>
    `${base}service:\n  extensions: [health_check]\n  pipelines:\n    ${signal}:\n      receivers: [otlp]\n${line}`;

  it("offers those of the right kind and signal, unused ones first", () => {
    const marked = inPipeline("traces", "      exporters: [§]\n    logs:\n      exporters: [debug]\n");
    const found = completionsIn(config, marked);
    assert.deepEqual(labels(found), ["spanmetrics", "debug"]);
    assert.deepEqual(
      found.map(({ detail }) => detail),
      ["connector, not used yet", "exporter"],
    );
  });

  it("offers connectors on both sides, by the signal that goes in and comes out", () => {
    assert.deepEqual(labels(completionsIn(config, inPipeline("metrics/spans", "").replace("[otlp]", "[§]"))), [
      "otlp",
      "hostmetrics",
      "spanmetrics",
    ]);
    assert.ok(!labels(completionsIn(config, inPipeline("logs", "      exporters: [§]\n"))).includes("spanmetrics"));
  });

  it("names nothing twice, and replaces only the word", () => {
    const marked = inPipeline("metrics", "").replace("[otlp]", "[otlp, ho§st, spanmetrics]");
    const found = completionsIn(config, marked);
    assert.deepEqual(labels(found), ["hostmetrics"]);
    assert.match(accepted(marked, "hostmetrics", found), /receivers: \[otlp, hostmetrics, spanmetrics\]/);
  });

  it("works in a list that nobody has closed yet", () => {
    const marked = inPipeline("metrics", "      exporters: [§\n");
    assert.deepEqual(labels(completionsIn(config, marked)), ["debug", "prometheus"]);
    const below = inPipeline("metrics", "      processors: [batch\n      §\n");
    assert.deepEqual(labels(completionsIn(config, below)), ["exporters"]);
    const above = wired.replace("receivers: [otlp]", "receivers: [§");
    assert.deepEqual(labels(completionsIn(config, above)), ["otlp"]);
  });

  it("works behind a dash, with or without its space, and on an empty line under the key", () => {
    for (const [line, wanted] of [
      ["        - §\n", "        - debug\n"],
      ["        -§\n", "        - debug\n"],
      ["        - de§\n", "        - debug\n"],
      ["        §\n", "        - debug\n"],
      ["      - prometheus\n      - §\n", "      - prometheus\n      - debug\n"],
    ] as const) {
      const marked = inPipeline("metrics", `      exporters:\n${line}`);
      const text = accepted(marked, "debug", completionsIn(config, marked));
      assert.ok(text.endsWith(`      exporters:\n${wanted}`), JSON.stringify(text.slice(-60)));
    }
    const marked = inPipeline("metrics", "      exporters:§\n");
    assert.ok(accepted(marked, "debug", completionsIn(config, marked)).endsWith("exporters: [debug]\n"));
  });

  it("offers extensions in service.extensions, and where settings name one", () => {
    const listed = wired.replace("[health_check]", "[health_check, §]");
    assert.deepEqual(labels(completionsIn(config, listed)), ["file_storage", "basicauth/server"]);
    const auth = wired.replace("      grpc:\n", "      grpc:\n        auth:\n          authenticator: §\n");
    assert.deepEqual(labels(completionsIn(config, auth)), ["basicauth/server", "health_check", "file_storage"]);
    const storage = wired.replace("  filelog:\n", "  filelog:\n    storage: f§\n");
    assert.equal(labels(completionsIn(config, storage))[0], "file_storage");
  });

  it("knows what other files of the same collector define", () => {
    const project = "collectors:\n  - config: [receivers.yaml, rest.yaml]\n";
    const rest =
      "exporters:\n  debug:\nservice:\n  pipelines:\n    traces:\n      receivers: [§]\n      exporters: [debug]\n";
    const found = completionsIn("/w/rest.yaml", rest, {
      "/w/.portolan.yaml": project,
      "/w/receivers.yaml": "receivers:\n  otlp/elsewhere:\n    protocols:\n      grpc:\n",
    });
    assert.deepEqual(labels(found), ["otlp/elsewhere"]);
  });
});

describe("completion of keys and values", () => {
  it("offers what is not written yet, nested as it is", () => {
    const marked = wired.replace(
      "      grpc:\n",
      "      grpc:\n        endpoint: 0.0.0.0:4317\n        §\n        tls:\n",
    );
    const found = completionsIn(config, marked);
    assert.ok(labels(found).includes("keepalive"));
    assert.ok(!labels(found).includes("endpoint") && !labels(found).includes("tls"));
    assert.equal(found.find(({ label }) => label === "max_recv_msg_size_mib")?.detail, "a whole number");
    assert.match(accepted(marked, "transport", found), /^ {8}transport: $/m);
  });

  it("offers the sections, the pipelines, and their lists", () => {
    assert.deepEqual(labels(completionsIn(config, `${base}§\n`)), ["service"]);
    const pipelines = completionsIn(config, wired.replace("    traces:", "    §\n    traces:"));
    assert.deepEqual(labels(pipelines), ["traces/2", "metrics", "logs", "profiles"]);
    const lists = completionsIn(config, wired.replace("      exporters: [debug]", "      §"));
    assert.deepEqual(labels(lists), ["processors", "exporters"]);
    assert.equal(lists[0]?.edit.newText, "processors:");
    assert.equal(lists[0].snippet, "processors: [$0]");
  });

  it("offers keys in a flow map, and in an item of a list", () => {
    const flow = wired.replace("  debug:\n", "  debug: {verbosity: basic, §}\n");
    const found = completionsIn(config, flow);
    assert.ok(!labels(found).includes("verbosity"));
    assert.match(accepted(flow, "sampling_initial", found), /\{verbosity: basic, sampling_initial: \}/);
    const reader = `${wired}  telemetry:\n    metrics:\n      readers:\n        - §\n`;
    assert.deepEqual(labels(completionsIn(config, reader)), ["pull", "periodic"]);
  });

  it("offers the words that a value can be", () => {
    const level = `${wired}  telemetry:\n    metrics:\n      level: §\n`;
    assert.deepEqual(labels(completionsIn(config, level)), ["none", "basic", "normal", "detailed"]);
    const verbosity = wired.replace("  debug:\n", "  debug:\n    verbosity: 'd§'\n");
    assert.match(accepted(verbosity, "detailed", completionsIn(config, verbosity)), /verbosity: 'detailed'$/m);
    const metadata = wired.replace("      grpc:\n", "      grpc:\n        include_metadata:§\n");
    assert.match(accepted(metadata, "true", completionsIn(config, metadata)), /include_metadata: true$/m);
  });

  it("says nothing where there is nothing to say", () => {
    for (const marked of [
      wired.replace("  debug:\n", "  debug: # §\n"),
      wired.replace("  debug:\n", "  §# all\n  debug:\n"),
      wired.replace("  hostmetrics:\n", "  hostmetrics: {}\n    §\n"),
      wired.replace("  hostmetrics:\n", "§  hostmetrics:\n"),
      "a:\n  §\n",
      "services:\n  web:\n    §\n",
      "apiVersion: v1\nkind: ConfigMap\ndata:\n  §\n",
      "§",
    ]) {
      assert.deepEqual(completionsIn(config, marked), [], marked.slice(-80));
    }
  });
});

describe("completion of endpoints", () => {
  const grpc = (endpoint: string): string =>
    wired.replace("      grpc:\n", `      grpc:\n        endpoint: ${endpoint}\n`);

  it("offers the default and free ports on the addresses that make sense", () => {
    assert.deepEqual(labels(completionsIn(config, grpc("§"))), [
      "localhost:4317",
      "localhost:14317",
      "localhost:43170",
      "localhost:24317",
      "0.0.0.0:4317",
      "0.0.0.0:14317",
      "0.0.0.0:43170",
      "0.0.0.0:24317",
    ]);
  });

  it("replaces only the number behind an address, in quotes too", () => {
    for (const [typed, wanted] of [
      ["0.0.0.0:§", "0.0.0.0:4317"],
      ['"0.0.0.0:4§3"', '"0.0.0.0:4317"'],
      ["${env:HOST}:43§", "${env:HOST}:4317"],
    ] as const) {
      const marked = grpc(typed);
      const found = completionsIn(config, marked);
      assert.equal(found[0]?.detail, "default");
      assert.ok(accepted(marked, "4317", found).includes(`endpoint: ${wanted}\n`));
    }
  });

  it("offers the usual port of what an exporter connects to", () => {
    for (const [exporter, typed, port] of [
      ["otlp", "backend:§", "4317"],
      ["otlphttp", "http://backend:43§", "4318"],
    ] as const) {
      const marked = wired.replace("  debug:\n", `  debug:\n  ${exporter}:\n    endpoint: ${typed}\n`);
      const found = completionsIn(config, marked);
      assert.deepEqual(labels(found), [port]);
      assert.ok(accepted(marked, port, found).includes(`endpoint: ${typed.replace(/43§|§/, port)}\n`));
    }
    assert.deepEqual(completionsIn(config, wired.replace("  debug:\n", "  otlp:\n    endpoint: back§\n")), []);
  });

  it("offers the default last where somebody has it, and says who", () => {
    const other = "      http:\n        endpoint: 0.0.0.0:4317\n";
    const marked = grpc("0.0.0.0:§")
      .replace("processors:", "processors:")
      .replace("  hostmetrics:", `${other}  hostmetrics:`);
    const found = completionsIn(config, marked);
    assert.equal(found.at(-1)?.label, "4317");
    assert.equal(found.at(-1)?.detail, "default, taken by the otlp receiver (http) of w");
    assert.equal(found[0]?.label, "14317");
  });
});

const configMap = (marked: string): string => `apiVersion: v1
kind: ConfigMap
metadata:
  name: otel
data:
  config.yaml: |
${indented(marked, 4)}`;

const pod = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: collector
spec:
  selector:
    matchLabels: {app: collector}
  template:
    metadata:
      labels: {app: collector}
    spec:
      containers:
        - name: otel
          image: otel/opentelemetry-collector-contrib:0.130.0
          args: [--config=/conf/config.yaml]
          env:
            - name: MY_POD_IP
              valueFrom:
                fieldRef:
                  fieldPath: status.podIP
            - name: BACKEND
              value: backend:4317
            - name: API_TOKEN
              value: abc
          ports:
            - name: otlp-grpc
              containerPort: 4317
            - containerPort: 8889
          volumeMounts:
            - name: conf
              mountPath: /conf
      volumes:
        - name: conf
          configMap:
            name: otel
`;

describe("completion in embedded configurations", () => {
  const ids = wired.replace("exporters: [debug]", "exporters: [§]");
  const types = wired.replace("  filelog:", "  zip§\n  filelog:");

  const holders: Readonly<Record<string, (marked: string) => string>> = {
    "a ConfigMap": configMap,
    "an OpenTelemetryCollector": (marked) => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata:
  name: otel
spec:
  config:
${indented(marked, 4)}`,
    "Helm values": (marked) => `mode: deployment
image:
  repository: otel/opentelemetry-collector-k8s
config:
${indented(marked.replace("  debug:\n", "  debug: {}\n"), 2)}`,
    "a Compose file": (marked) => `services:
  otel:
    image: otel/opentelemetry-collector-contrib:0.130.0
    configs:
      - source: otel
        target: /etc/otelcol-contrib/config.yaml
configs:
  otel:
    content: |
${indented(marked, 6)}`,
    "the second document of a file": (marked) => `apiVersion: v1
kind: Service
metadata: {name: a}
spec:
  ports: [{port: 80}]
---
${configMap(marked)}`,
  };

  for (const [what, hold] of Object.entries(holders)) {
    it(`works in ${what}, in the columns that it has there`, () => {
      const file = "/w/manifest.yaml";
      assert.deepEqual(labels(completionsIn(file, hold(ids))).toSorted(), ["debug", "spanmetrics"]);
      const marked = hold(types);
      const found = completionsIn(file, marked);
      const wanted = hold(wired.replace("  filelog:", "  zipkin:\n  filelog:"));
      assert.equal(accepted(marked, "zipkin", found), wanted);
      const nested = hold(wired.replace("  filelog:", "  §\n  filelog:"));
      const otlp = accepted(nested, "otlp/2", completionsIn(file, nested));
      assert.equal(otlp, hold(wired.replace("  filelog:", "  otlp/2:\n    protocols:\n  filelog:")));
    });
  }

  it("works in a fenced block and a here-document, and nowhere beside them", () => {
    const page = (marked: string): string => `Text\n\n\`\`\`yaml\n${marked}\`\`\`\n\nMore\n`;
    const script = (marked: string): string => `#!/bin/sh\ncat > config.yaml <<'EOF'\n${marked}EOF\nrun it\n`;
    for (const [file, hold] of [
      ["/w/README.md", page],
      ["/w/run.sh", script],
    ] as const) {
      assert.deepEqual(labels(completionsIn(file, hold(ids))), ["debug", "spanmetrics"]);
      assert.ok(labels(completionsIn(file, hold(types))).includes("zipkin"));
      assert.deepEqual(completionsIn(file, `${hold(wired)}§`), []);
      assert.deepEqual(completionsIn(file, hold(wired).replace("\n", "\n§")), []);
    }
  });

  it("offers nothing around them", () => {
    const text = configMap(wired);
    for (const [before, typed] of [
      ["data:\n", "data:\n  §\n"],
      ["metadata:\n", "metadata:\n  §\n"],
      ["kind: ConfigMap\n", "kind: ConfigMap\n§\n"],
    ] as const) {
      assert.deepEqual(completionsIn("/w/manifest.yaml", text.replace(before, typed)), []);
    }
  });
});

describe("completion of variables", () => {
  const others = { "/w/pod.yaml": pod };
  const grpc = (endpoint: string): string =>
    configMap(wired.replace("      grpc:\n", `      grpc:\n        endpoint: ${endpoint}\n`));

  it("offers those of the collector's process, with what they hold unless it looks secret", () => {
    const found = completionsIn("/w/map.yaml", grpc("${env:§"), others);
    assert.deepEqual(
      found.map(({ label, detail }) => [label, detail]),
      [
        ["MY_POD_IP", "status.podIP"],
        ["BACKEND", "backend:4317"],
        ["API_TOKEN", undefined],
      ],
    );
  });

  it("closes the brace where nobody has", () => {
    for (const [typed, wanted] of [
      ["${env:§", "${env:MY_POD_IP}"],
      ["${env:MY§}:4317", "${env:MY_POD_IP}:4317"],
      ["${MY§_P:-localhost}:4317", "${MY_POD_IP:-localhost}:4317"],
      ["$§", "${env:MY_POD_IP}"],
      ['"${§"', '"${MY_POD_IP}"'],
    ] as const) {
      const marked = grpc(typed);
      const text = accepted(marked, "MY_POD_IP", completionsIn("/w/map.yaml", marked, others));
      assert.ok(
        text.includes(`endpoint: ${wanted}\n`),
        `${typed}: ${text.slice(text.indexOf("endpoint"), text.indexOf("endpoint") + 50)}`,
      );
    }
  });

  it("offers the pod's own address as one to bind", () => {
    const found = completionsIn("/w/map.yaml", grpc("§"), others);
    assert.ok(labels(found).includes("${env:MY_POD_IP}:4317"));
  });

  it("escapes them for Compose", () => {
    const compose = (marked: string): string => `services:
  otel:
    image: otel/opentelemetry-collector-contrib:0.130.0
    environment:
      BACKEND: backend
    configs:
      - source: otel
        target: /etc/otelcol-contrib/config.yaml
configs:
  otel:
    content: |
${indented(marked, 6)}`;
    const marked = compose(wired.replace("      grpc:\n", "      grpc:\n        endpoint: $§\n"));
    assert.ok(
      accepted(marked, "BACKEND", completionsIn("/w/compose.yaml", marked)).includes("endpoint: $${env:BACKEND}\n"),
    );
  });
});

describe("completion of targetPort", () => {
  const service = (target: string): string => `apiVersion: v1
kind: Service
metadata:
  name: collector
spec:
  selector: {app: collector}
  ports:
    - name: grpc
      port: 4317
      targetPort: ${target}
`;

  it("offers the ports of the pods that the Service selects", () => {
    const marked = service("ot§");
    const found = completionsIn("/w/service.yaml", marked, { "/w/pod.yaml": pod });
    assert.deepEqual(
      found.map(({ label, detail }) => [label, detail]),
      [
        ["otlp-grpc", "4317, tcp, otel of Deployment collector"],
        ["8889", "tcp, otel of Deployment collector"],
      ],
    );
    assert.ok(accepted(marked, "otlp-grpc", found).endsWith("targetPort: otlp-grpc\n"));
  });

  it("offers nothing of pods that it does not select", () => {
    const marked = service("§").replace("app: collector}\n  ports", "app: other}\n  ports");
    assert.deepEqual(completionsIn("/w/service.yaml", marked, { "/w/pod.yaml": pod }), []);
  });
});

describe("completion anywhere", () => {
  const texts = [
    wired,
    configMap(wired),
    `${pod}---\n${configMap(wired)}`,
    wired.replace("[otlp]", '[otlp, "hostmetrics", {a: [b, {c: d}]}]').replaceAll("\n", "\r\n"),
    "{receivers: {otlp: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}}, service: {pipelines: {traces: {receivers: [otlp]}}}}",
    "receivers:\n\totlp:\n- - - a: [\n  'x: {\"\n  ${env:\n: :\n? a\n*b: &c !!d |\n  __proto__:\n    constructor: ",
  ];

  it("never throws, and edits one line that holds the cursor", () => {
    const place = fc.constantFrom(...texts).chain((text) =>
      fc.record({
        text: fc.constant(text),
        end: fc.nat(text.length),
        offset: fc.nat(text.length),
        junk: fc.constantFrom("", "$", "[", "{", "- ", '"', ":", "${env:", "\n", "# "),
      }),
    );
    fc.assert(
      fc.property(place, ({ text, end, offset, junk }) => {
        const at = Math.min(offset, end);
        const typed = text.slice(0, at) + junk + text.slice(at, end);
        const cursor = at + junk.length;
        for (const { edit } of completionsAt("/w/config.yaml", typed, cursor)) {
          assert.ok(edit.span.start <= cursor && cursor <= edit.span.end, "the cursor is outside of what is replaced");
          assert.ok(!/[\r\n]/.test(typed.slice(edit.span.start, edit.span.end)), "more than a line is replaced");
        }
      }),
      { numRuns: 100 },
    );
  });

  it("never throws at any offset of a text as it grows", () => {
    for (let end = 0; end <= wired.length; end++) completionsAt(config, wired.slice(0, end), end);
  });
});
