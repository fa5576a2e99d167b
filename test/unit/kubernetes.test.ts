import assert from "node:assert/strict";
import fc from "fast-check";
import * as yaml from "yaml";
import type {
  Fact,
  FileFacts,
  PodFacts,
  PortChange,
  ProcessFacts,
  ServiceFacts,
} from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { kubernetesSource } from "../../server/src/analysis/sources/kubernetes/source.js";
import { type Span } from "../../server/src/analysis/text.js";

const read = (text: string): FileFacts | undefined => readFile("/k8s/file.yaml", text);
const factsIn = (text: string): readonly Fact[] => read(text)?.facts ?? [];

/** The facts without what is undefined, every place as the text that stands there, every change as what it changes. */
function shown(text: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => shown(text, each));
  if (typeof value !== "object" || value === null) return value;
  const span = "span" in value ? (value.span as Span) : undefined;
  if (span && "file" in value) return text.slice(span.start, span.end);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => each !== undefined && key !== "file")
      .map(([key, each]) => [key, key === "change" ? shownChange(text, each as PortChange) : shown(text, each)]),
  );
}

function shownChange(text: string, change: PortChange): string {
  if (change.kind === "digits") return text.slice(change.place.span.start, change.place.span.end);
  return change.kind;
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));

const podOf = (spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${indented(spec, 2)}\n`;
const containerOf = (lines: string, spec = ""): string =>
  podOf(`${spec}\ncontainers:\n  - name: app\n${indented(lines, 4)}`);
const serviceOf = (spec: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n${indented(spec, 2)}\n`;

function podIn(text: string): PodFacts {
  const [pod, ...others] = factsIn(text).filter((fact) => fact.kind === "pod");
  assert.ok(pod && others.length === 0, "not one pod");
  return pod;
}

function processIn(text: string): ProcessFacts {
  const [process, ...others] = podIn(text).processes;
  assert.ok(process && others.length === 0, "not one container");
  return process;
}

function serviceIn(text: string): ServiceFacts {
  const [service, ...others] = factsIn(text).filter((fact) => fact.kind === "service");
  assert.ok(service && others.length === 0, "not one service");
  return service;
}

const config = `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;

describe("recognising Kubernetes objects", () => {
  const template = "template: {spec: {containers: [{name: app}]}}";
  const objects: readonly (readonly [string, string, string])[] = [
    ["v1", "Pod", "spec: {containers: [{name: app}]}"],
    ["apps/v1", "Deployment", `spec: {${template}}`],
    ["extensions/v1beta1", "Deployment", `spec: {${template}}`],
    ["apps/v1", "DaemonSet", `spec: {${template}}`],
    ["apps/v1", "StatefulSet", `spec: {${template}}`],
    ["apps/v1", "ReplicaSet", `spec: {${template}}`],
    ["batch/v1", "Job", `spec: {${template}}`],
    ["batch/v1", "CronJob", `spec: {jobTemplate: {spec: {${template}}}}`],
  ];
  for (const [apiVersion, kind, spec] of objects) {
    it(`finds the pods of a ${kind} of ${apiVersion}`, () => {
      const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\n${spec}\n`;
      const { object, processes } = podIn(text);
      assert.deepEqual(shown(text, object), { kind, namespace: "shop", name: "web", place: "web" });
      assert.deepEqual(
        processes.map(({ name }) => name),
        ["app"],
      );
    });
  }

  const others: Readonly<Record<string, string>> = {
    "a Service of Knative": "apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {template: {spec: {}}}",
    "a Deployment of another group": `apiVersion: example.com/v1\nkind: Deployment\nspec: {${template}}`,
    "an Agent with a collector configuration": `apiVersion: otel.splunk.com/v1alpha1\nkind: Agent\nspec:\n  config:\n${indented(config, 4)}`,
    "an assertion about a state":
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nstatus: {readyReplicas: 1}",
    "an object that names another":
      "kind: HorizontalPodAutoscaler\nspec:\n  scaleTargetRef:\n    kind: Deployment\n    name: web",
    "a ConfigMap of something else":
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  nginx.conf: |\n    listen 80;\n",
    "a ConfigMap without data": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}",
    "a Secret with encoded text": `apiVersion: v1\nkind: Secret\ndata:\n  config.yaml: ${Buffer.from(config).toString("base64")}`,
    "a text": "kind: Pod is what it says",
    "a list": "- kind: Pod\n  spec: {}",
  };
  for (const [name, text] of Object.entries(others)) {
    it(`leaves ${name} alone`, () => assert.equal(read(text), undefined));
  }

  it("goes without apiVersion, which guides leave out", () => {
    assert.equal(serviceIn("kind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}").object.name, "web");
  });

  it("does not even parse what only names such an object", () => {
    const { marker } = kubernetesSource;
    assert.equal(marker.test("kind: CustomResourceDefinition\nspec:\n  names:\n    kind: Service\n"), false);
    assert.equal(marker.test("kind: ServiceAccount\n"), false);
    for (const text of [
      "kind: Pod",
      "'kind': 'Pod'",
      "- kind: Pod",
      "kind:\tPod",
      '{"kind":"Pod"}',
      "a: 1\r\nkind: Pod",
    ]) {
      assert.equal(marker.test(text), true, text);
    }
  });

  it("reads every object of a List, and of a list whose items go without a kind", () => {
    const list = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata: {name: a}
    spec: {}
  - apiVersion: v1
    kind: ConfigMap
    metadata: {name: b}
    data:
      config.yaml: |
${indented(config, 8)}
  - apiVersion: example.com/v1
    kind: Service
    spec: {}
`;
    assert.deepEqual(
      factsIn(list).map(({ kind }) => kind),
      ["service", "config-holder", "collector"],
    );
    const typed =
      "apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- metadata: {name: a}\n  spec: {}\n- spec: {}\n- 1\n";
    assert.deepEqual(
      factsIn(typed).map((fact) => (fact.kind === "pod" ? [fact.object.kind, fact.object.name] : fact.kind)),
      [
        ["Deployment", "a"],
        ["Deployment", ""],
      ],
    );
  });

  it("reads every document of a file, with places in the file", () => {
    const text = `${serviceOf("ports: [{port: 80}]")}---\n# nothing\n---\n${containerOf("ports: [{containerPort: 8080}]")}`;
    assert.deepEqual(
      factsIn(text).map((fact) => fact.kind),
      ["service", "pod"],
    );
    assert.deepEqual(shown(text, processIn(text).ports), [
      { port: 8080, place: "8080", change: "8080", transport: "tcp" },
    ]);
  });
});

describe("reading a pod", () => {
  it("takes labels and annotations of the template, not of the object around it", () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: outer}}
spec:
  template:
    metadata:
      labels: {app: web, version: 1, canary: true, nothing: null, odd: [x], __proto__: polluted}
      annotations: {sidecar.opentelemetry.io/inject: "true"}
    spec: {hostNetwork: true}
`;
    const { labels, annotations, hostNetwork } = podIn(text);
    const expected = Object.entries({ app: "web", version: "1", canary: "true" });
    assert.deepEqual(Object.entries(labels), [...expected, ["__proto__", "polluted"]]);
    assert.deepEqual(annotations, { "sidecar.opentelemetry.io/inject": "true" });
    assert.equal(hostNetwork, true);
  });

  it("tells init containers, sidecars and containers apart", () => {
    const text = podOf(`initContainers:
  - {name: migrate}
  - {name: mesh, restartPolicy: Always}
containers:
  - {name: app, restartPolicy: Always}`);
    const processes = podIn(text).processes.map(({ name, initial }) => [name, initial]);
    assert.deepEqual(processes, [
      ["migrate", true],
      ["mesh", false],
      ["app", false],
    ]);
  });

  it("takes words as they are written", () => {
    const text = containerOf(`command: [/otelcol]
args:
  - --config=/conf/config.yaml
  - "--set"
  - 1
  - null
  - --feature-gates=$(GATES)`);
    assert.deepEqual(shown(text, processIn(text)), {
      name: "app",
      place: "app",
      entrypoint: [{ text: "/otelcol", place: "/otelcol" }],
      args: [
        { text: "--config=/conf/config.yaml", place: "--config=/conf/config.yaml" },
        { text: "--set", place: '"--set"' },
        { text: "1", place: "1" },
        { text: "--feature-gates=$(GATES)", place: "--feature-gates=$(GATES)" },
      ],
      env: [],
      ports: [],
      mounts: [],
      probes: [],
      initial: false,
    });
    assert.equal(processIn(containerOf("args: []")).args, undefined);
    assert.equal(processIn(containerOf("args: --config=x")).args, undefined);
  });

  const images: readonly (readonly [string, string | undefined, string?])[] = [
    ["otel/opentelemetry-collector-contrib:0.95.0", "otel/opentelemetry-collector-contrib", "0.95.0"],
    ["docker.io/otel/opentelemetry-collector:v0.9", "otel/opentelemetry-collector", "v0.9"],
    ["docker.io/library/nginx", "nginx"],
    ["index.docker.io/datadog/agent:7", "datadog/agent", "7"],
    ["localhost:5000/otelcol", "localhost:5000/otelcol"],
    ["localhost:5000/otelcol:1", "localhost:5000/otelcol", "1"],
    ["otelcol@sha256:0123", "otelcol"],
    ["ghcr.io/otel/otelcol:0.1.0@sha256:0123", "ghcr.io/otel/otelcol", "0.1.0"],
    ["otelcol:${TAG}", "otelcol"],
    ['"otelcol:{{ .Values.tag }}"', "otelcol"],
    ['"{{ .Values.image }}:1"', undefined],
    ["${IMAGE}", undefined],
    ["{{ .Values.image }}", undefined],
    ['""', undefined],
  ];
  for (const [image, repository, tag] of images) {
    it(`reads the image ${image}`, () => {
      const text = containerOf(`image: ${image}`);
      const read = processIn(text).image;
      assert.deepEqual(
        read && [read.repository, read.tag, shown(text, read.place)],
        repository && [repository, tag, image],
      );
    });
  }

  it("reads variables: texts, fields of the pod, and those that others tell", () => {
    const text = containerOf(`envFrom: [{secretRef: {name: all}}]
env:
  - {name: ENDPOINT, value: "http://$(HOST_IP):4317"}
  - {name: NUMBER, value: 4317}
  - {name: EMPTY}
  - {name: NOTHING, value: null}
  - {name: HOST_IP, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}
  - {name: SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}
  - {name: TEMPLATE, value: {{ .Values.x }}}
  - {value: nameless}
  - text`);
    const elsewhere = { kind: "elsewhere" };
    const word = (text: string, place: string): object => ({ kind: "text", word: { text, place } });
    assert.deepEqual(shown(text, processIn(text).env), [
      { name: "ENDPOINT", place: "ENDPOINT", value: word("http://$(HOST_IP):4317", '"http://$(HOST_IP):4317"') },
      { name: "NUMBER", place: "NUMBER", value: word("4317", "4317") },
      { name: "EMPTY", place: "EMPTY", value: word("", "EMPTY") },
      { name: "NOTHING", place: "NOTHING", value: word("", "NOTHING") },
      { name: "HOST_IP", place: "HOST_IP", value: { kind: "field", path: "status.hostIP" } },
      { name: "SECRET", place: "SECRET", value: elsewhere },
      { name: "TEMPLATE", place: "TEMPLATE", value: elsewhere },
    ]);
  });

  const written = { port: 4317, place: "4317", change: "4317" };
  const tcp = { ...written, transport: "tcp" };
  const ports: readonly (readonly [string, readonly unknown[]])[] = [
    ["{containerPort: 4317}", [tcp]],
    ["{name: otlp, containerPort: 4317, protocol: UDP}", [{ ...tcp, name: "otlp", transport: "udp" }]],
    ["{containerPort: 4317, protocol: SCTP}", []],
    ["{containerPort: 4317, protocol: {{ .Values.protocol }}}", []],
    ['{containerPort: "4317"}', []],
    ['{containerPort: "${PORT}"}', []],
    ['{containerPort: "{{ .Values.port }}"}', []],
    ["{containerPort: 70000}", []],
    ["{containerPort: 0}", []],
    ["{containerPort: 010}", []],
    ["{containerPort: 0x10dd}", []],
    ["{containerPort: 4317.5}", []],
    ["{containerPort: &port 4317}", [tcp]],
    ["{containerPort: !!int 4317}", [tcp]],
    ['{containerPort: 4317, name: "${NAME}"}', [tcp]],
    ["{containerPort: 4317, hostPort: 4317}", [{ ...tcp, hostPort: { ...written, hostIp: "" } }]],
    [
      "{containerPort: 4317, hostPort: 14317, hostIP: 127.0.0.1}",
      [{ ...tcp, hostPort: { port: 14317, place: "14317", change: "14317", hostIp: "127.0.0.1" } }],
    ],
    ['{containerPort: 4317, hostPort: 4317, hostIP: "::"}', [{ ...tcp, hostPort: { ...written, hostIp: "::" } }]],
    ["{containerPort: 4317, hostPort: 4317, hostIP: $(HOST_IP)}", [tcp]],
    ["{containerPort: 4317, hostPort: 0}", [tcp]],
    ["{hostPort: 4317}", []],
    ["4317", []],
    ["[4317]", []],
    ["null", []],
  ];
  for (const [port, expected] of ports) {
    it(`reads the port ${port}`, () => {
      const text = containerOf(`ports:\n  - ${port}`);
      assert.deepEqual(shown(text, processIn(text).ports), expected);
    });
  }

  it("offers no digits where only an alias stands", () => {
    const text = containerOf("ports: [{containerPort: &p 4317, hostPort: *p}]");
    const hostPort = { port: 4317, place: "*p", change: "none", hostIp: "" };
    assert.deepEqual(shown(text, processIn(text).ports), [{ ...tcp, hostPort }]);
  });

  it("follows merge keys", () => {
    const text = podOf(`common: &common {name: otlp, protocol: UDP}
containers: [{name: app, ports: [{<<: *common, containerPort: 4317}]}]`);
    assert.deepEqual(shown(text, processIn(text).ports), [{ ...tcp, name: "otlp", transport: "udp" }]);
  });

  const mounts: readonly (readonly [string, string, readonly unknown[]])[] = [
    ["configMap: {name: conf}", "", [{ kind: "ConfigMap", name: "conf" }]],
    ["configMap: {name: conf}", "subPath: config.yaml", [{ kind: "ConfigMap", name: "conf", subPath: "config.yaml" }]],
    [
      "configMap: {name: conf, items: [{key: relay, path: relay.yaml}, {key: odd}, 1]}",
      "subPath: relay.yaml",
      [{ kind: "ConfigMap", name: "conf", subPath: "relay.yaml", items: [{ key: "relay", path: "relay.yaml" }] }],
    ],
    ["configMap: {name: conf, items: {key: relay}}", "", [{ kind: "other" }]],
    ["configMap: {name: conf}", "subPath: ${FILE}", [{ kind: "other" }]],
    ["configMap: {name: conf}", "subPathExpr: $(FILE)", [{ kind: "other" }]],
    ['configMap: {name: "{{ .Values.name }}"}', "", [{ kind: "other" }]],
    ["configMap: null", "", [{ kind: "other" }]],
    ["secret: {secretName: creds}", "", [{ kind: "Secret", name: "creds" }]],
    ["hostPath: {path: /var/log}", "", [{ kind: "other" }]],
    ["emptyDir: {}", "subPath: x", [{ kind: "other" }]],
    [
      "projected: {sources: [{configMap: {name: conf}}, {secret: {name: creds}}, {downwardAPI: {}}]}",
      "",
      [{ kind: "ConfigMap", name: "conf" }, { kind: "Secret", name: "creds" }, { kind: "other" }],
    ],
  ];
  for (const [volume, subPath, sources] of mounts) {
    it(`joins a mount ${subPath} with ${volume}`, () => {
      const text = containerOf(
        `volumeMounts:\n  - name: conf\n    mountPath: /conf/\n${indented(subPath, 4)}`,
        `volumes:\n  - name: conf\n    ${volume}`,
      );
      const expected = sources.map((source) => ({ path: "/conf", place: "/conf/", source }));
      assert.deepEqual(shown(text, processIn(text).mounts), expected);
    });
  }

  it("keeps a mount whose volume is not described", () => {
    const text = containerOf("volumeMounts: [{name: gone, mountPath: /}, {name: gone}, {mountPath: $(DIR)}]");
    assert.deepEqual(shown(text, processIn(text).mounts), [{ path: "/", place: "/", source: { kind: "other" } }]);
  });

  const health = { kind: "number", port: 13133, place: "13133", change: "13133" };
  const probes: readonly (readonly [string, unknown])[] = [
    ["httpGet: {path: /, port: 13133}", { protocol: "http", port: health }],
    ["httpGet: {scheme: HTTPS, port: 13133}", { protocol: "https", port: health }],
    ["httpGet: {host: 127.0.0.1, port: 13133}", { protocol: "http", port: health, host: "127.0.0.1" }],
    ["httpGet: {port: health}", { protocol: "http", port: { kind: "name", name: "health", place: "health" } }],
    ["tcpSocket: {port: 13133}", { protocol: "tcp", port: health }],
    ["grpc: {port: 13133}", { protocol: "grpc", port: health }],
    ["httpGet: {host: $(HOST), port: 13133}", undefined],
    ['httpGet: {port: "13133"}', undefined],
    ["httpGet: {port: $(PORT)}", undefined],
    ["exec: {command: [true]}", undefined],
    ["httpGet: null", undefined],
  ];
  for (const [probe, expected] of probes) {
    it(`reads the probe ${probe}`, () => {
      const text = containerOf(`readinessProbe:\n  ${probe}`);
      const base = { purpose: "readiness", place: "readinessProbe" };
      assert.deepEqual(shown(text, processIn(text).probes), expected === undefined ? [] : [{ ...base, ...expected }]);
    });
  }

  it("tells the probes' purposes", () => {
    const text = containerOf(
      ["startupProbe", "livenessProbe", "readinessProbe"].map((key) => `${key}: {grpc: {port: 1}}`).join("\n"),
    );
    assert.deepEqual(
      processIn(text).probes.map(({ purpose }) => purpose),
      ["liveness", "readiness", "startup"],
    );
  });

  const scheduling: readonly (readonly [string, string, string, unknown])[] = [
    ["Deployment", "replicas: 3", "", { replicas: { text: "3", place: "3" }, surges: true }],
    ["Deployment", "replicas: ${N}", "", { replicas: { text: "${N}", place: "${N}" }, surges: true }],
    ["Deployment", "strategy: {type: Recreate}", "", {}],
    ["Deployment", "strategy: {rollingUpdate: {maxSurge: 0}}", "", {}],
    ["Deployment", "strategy: {rollingUpdate: {maxSurge: 0%}}", "", {}],
    ["Deployment", "strategy: {rollingUpdate: {maxSurge: 25%}}", "", { surges: true }],
    ["Deployment", "strategy: {rollingUpdate: {maxSurge: $(SURGE)}}", "", {}],
    ["Deployment", "strategy: $(STRATEGY)", "", {}],
    ["Deployment", "strategy: null", "", { surges: true }],
    ["DaemonSet", "replicas: 3", "", {}],
    ["DaemonSet", "updateStrategy: {rollingUpdate: {maxSurge: 1}}", "", { surges: true }],
    ["StatefulSet", "replicas: 2", "", { replicas: { text: "2", place: "2" } }],
    ["StatefulSet", "", "nodeSelector: {disk: ssd}", { nodeSelector: { disk: "ssd" } }],
    ["StatefulSet", "", "affinity: {podAntiAffinity: {}}", { constrained: true }],
    ["StatefulSet", "", "affinity: {}", {}],
    ["StatefulSet", "", "topologySpreadConstraints: [{maxSkew: 1}]", { constrained: true }],
    ["StatefulSet", "", "topologySpreadConstraints: []", {}],
    ["StatefulSet", "", "nodeName: node-1", { constrained: true }],
    ["StatefulSet", "", "tolerations: [{operator: Exists}]", {}],
  ];
  for (const [kind, spec, podSpec, expected] of scheduling) {
    it(`knows where the pods of a ${kind} may land: ${spec}${podSpec}`, () => {
      const text = `kind: ${kind}\nspec:\n  ${spec}\n  template:\n    spec:\n      ${podSpec}\n`;
      const base = { nodeSelector: {}, constrained: false, surges: false };
      assert.deepEqual(shown(text, podIn(text).scheduling), Object.assign(base, expected));
    });
  }
});

describe("reading a Service", () => {
  const target = (port: number, change = String(port)): object => ({
    kind: "number",
    port,
    place: String(port),
    change,
  });
  const otlp = { port: 4317, place: "4317", change: "4317", transport: "tcp" };
  const ports: readonly (readonly [string, readonly unknown[]])[] = [
    ["{port: 4317, targetPort: 14317}", [{ ...otlp, target: target(14317) }]],
    ["{port: 4317}", [{ ...otlp, target: target(4317, "beside") }]],
    ["{port: 4317, targetPort: 0}", [{ ...otlp, target: target(4317, "none") }]],
    ["{port: 4317, targetPort: null}", [{ ...otlp, target: target(4317, "none") }]],
    ["{port: 4317, targetPort: otlp}", [{ ...otlp, target: { kind: "name", name: "otlp", place: "otlp" } }]],
    ['{port: 4317, targetPort: "4317"}', []],
    ['{port: 4317, targetPort: "${PORT}"}', []],
    [
      "{name: otlp, port: 4317, protocol: UDP}",
      [{ ...otlp, name: "otlp", transport: "udp", target: target(4317, "beside") }],
    ],
    [
      "{port: 4317, nodePort: 30317}",
      [{ ...otlp, target: target(4317, "beside"), nodePort: { port: 30317, place: "30317", change: "30317" } }],
    ],
    ['{port: 4317, nodePort: "{{ .Values.nodePort }}"}', [{ ...otlp, target: target(4317, "beside") }]],
    ["{port: 4317, protocol: HTTP}", []],
    ["{targetPort: 4317}", []],
    ["4317", []],
  ];
  for (const [port, expected] of ports) {
    it(`reads the port ${port}`, () => {
      const text = serviceOf(`ports:\n  - ${port}`);
      assert.deepEqual(shown(text, serviceIn(text).ports), expected);
    });
  }

  const kinds: readonly (readonly [string, Partial<ServiceFacts>])[] = [
    ["selector: {app: web}", { selector: { app: "web" } }],
    ["type: NodePort", { type: "NodePort" }],
    ["type: LoadBalancer", { type: "LoadBalancer" }],
    ["type: ExternalName", { type: "ExternalName" }],
    ["type: ${TYPE}", {}],
    ["clusterIP: None", { headless: true }],
    ["clusterIPs: [None]", { headless: true }],
    ["clusterIP: 10.0.0.1", {}],
    ["selector: {}", {}],
    ["selector: null", {}],
    ["selector: [app]", {}],
    ["selector: {app: web, release: {{ .Release.Name }}}", {}],
  ];
  for (const [spec, expected] of kinds) {
    it(`reads ${spec}`, () => {
      const { type, headless, selector } = serviceIn(serviceOf(spec));
      assert.deepEqual(
        { type, headless, selector },
        { type: "ClusterIP", headless: false, selector: undefined, ...expected },
      );
    });
  }
});

describe("reading configurations inside of objects", () => {
  const holderOf = (kind: string, section: string, more = ""): string => `apiVersion: v1
kind: ${kind}
metadata:
  name: conf
  namespace: otel
${section}:
  readme: receivers are here
  config.yaml: |
${indented(config, 4)}
${more}
`;
  for (const [kind, section, more] of [
    ["ConfigMap", "data", "binaryData: {logo: AA==}"],
    ["Secret", "stringData", "data: {logo: AA==}"],
  ] as const) {
    it(`finds one in a ${kind}`, () => {
      const text = holderOf(kind, section, more);
      const [holder, collector] = factsIn(text);
      assert.deepEqual(shown(text, holder), {
        kind: "config-holder",
        object: { kind, namespace: "otel", name: "conf", place: "conf" },
        keys: ["readme", "config.yaml", "logo"],
      });
      assert.ok(collector?.kind === "collector");
      assert.deepEqual(collector.holder, { kind, namespace: "otel", name: "conf", key: "config.yaml" });
      const listener = collector.components[0]?.listeners[0];
      assert.deepEqual(shown(text, listener && [listener.place, listener.change]), [
        "0.0.0.0:4317",
        { kind: "digits", place: "4317" },
      ]);
    });
  }

  const resource = (version: string, body: string): string => `apiVersion: opentelemetry.io/${version}
kind: OpenTelemetryCollector
metadata:
  name: gateway
  namespace: otel
  labels: {team: a, app.kubernetes.io/name: custom}
spec:
${indented(body, 2)}
`;
  for (const [version, body] of [
    ["v1alpha1", `config: |\n${indented(config, 2)}`],
    ["v1beta1", `config:\n${indented(config, 2)}`],
  ] as const) {
    it(`finds one in an OpenTelemetryCollector of ${version}`, () => {
      const text = resource(version, body);
      const [collector, pod] = factsIn(text);
      assert.ok(collector?.kind === "collector" && pod?.kind === "pod");
      assert.deepEqual(collector.holder, {
        kind: "OpenTelemetryCollector",
        namespace: "otel",
        name: "gateway",
        key: "spec.config",
      });
      assert.equal(collector.syntaxErrors, false);
      assert.deepEqual(shown(text, collector.place), "receivers");
      assert.deepEqual(shown(text, collector.components[0]?.listeners[0]?.place), "0.0.0.0:4317");
    });
  }

  it("knows the pods that the operator makes", () => {
    const text = resource(
      "v1beta1",
      `mode: statefulset
replicas: 2
image: otel/opentelemetry-collector:0.100.0
command: [/otelcol]
args: {feature-gates: +x, metrics-level: detailed}
hostNetwork: true
env: [{name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
ports: [{name: sapm, port: 7276, hostPort: 17276, targetPort: 1}]
volumes: [{name: certs, secret: {secretName: certs}}]
volumeMounts: [{name: certs, mountPath: /certs}]
podAnnotations: {a: b}
nodeSelector: {disk: ssd}
initContainers: [{name: wait}]
additionalContainers: [{name: proxy}]
config: {}`,
    );
    const pod = podIn(text);
    assert.deepEqual(
      pod.processes.map(({ name, initial }) => [name, initial]),
      [
        ["wait", true],
        ["otc-container", false],
        ["proxy", false],
      ],
    );
    const { processes, ...rest } = pod;
    assert.deepEqual(shown(text, rest), {
      kind: "pod",
      object: { kind: "OpenTelemetryCollector", namespace: "otel", name: "gateway", place: "gateway" },
      mode: "statefulset",
      labels: {
        team: "a",
        "app.kubernetes.io/name": "custom",
        "app.kubernetes.io/managed-by": "opentelemetry-operator",
        "app.kubernetes.io/part-of": "opentelemetry",
        "app.kubernetes.io/component": "opentelemetry-collector",
        "app.kubernetes.io/instance": "otel.gateway",
      },
      annotations: { a: "b" },
      hostNetwork: true,
      scheduling: {
        replicas: { text: "2", place: "2" },
        nodeSelector: { disk: "ssd" },
        constrained: false,
        surges: false,
      },
    });
    assert.deepEqual(shown(text, processes[1]), {
      name: "otc-container",
      place: "gateway",
      image: {
        repository: "otel/opentelemetry-collector",
        tag: "0.100.0",
        place: "otel/opentelemetry-collector:0.100.0",
      },
      entrypoint: [{ text: "/otelcol", place: "/otelcol" }],
      args: [
        { text: "--feature-gates=+x", place: "feature-gates: +x" },
        { text: "--metrics-level=detailed", place: "metrics-level: detailed" },
      ],
      env: [{ name: "POD_IP", place: "POD_IP", value: { kind: "field", path: "status.podIP" } }],
      ports: [
        {
          name: "sapm",
          port: 7276,
          place: "7276",
          change: "7276",
          transport: "tcp",
          hostPort: { port: 17276, place: "17276", change: "17276", hostIp: "" },
        },
      ],
      mounts: [{ path: "/certs", place: "/certs", source: { kind: "Secret", name: "certs" } }],
      probes: [],
      initial: false,
    });
  });

  const modes: readonly (readonly [string, string | undefined, boolean?])[] = [
    ["", "deployment", true],
    ["mode: deployment", "deployment", true],
    ["mode: deployment\ndeploymentUpdateStrategy: {type: Recreate}", "deployment", false],
    ["mode: daemonset", "daemonset", false],
    ["mode: daemonset\nupdateStrategy: {rollingUpdate: {maxSurge: 1}}", "daemonset", true],
    ["mode: daemonset\ndaemonSetUpdateStrategy: {rollingUpdate: {maxSurge: 1}}", "daemonset", true],
    ["mode: sidecar", "sidecar", false],
    ['mode: "{{ .Values.mode }}"', undefined],
  ];
  for (const [body, mode, surges] of modes) {
    it(`takes ${JSON.stringify(body)} for ${mode ?? "no pods of its own"}`, () => {
      const text = resource("v1beta1", `${body}\nconfig:\n${indented(config, 2)}`);
      const facts = factsIn(text);
      const pods = facts.filter((fact) => fact.kind === "pod");
      assert.deepEqual(
        pods.map((pod) => [pod.mode, pod.scheduling.surges]),
        mode === undefined ? [] : [[mode, surges]],
      );
      assert.equal(facts.filter(({ kind }) => kind === "collector").length, 1);
    });
  }

  it("leaves the namespace open where the manifest does", () => {
    const pod = podIn(
      "apiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\nmetadata: {name: a}\nspec: {}",
    );
    assert.equal(pod.object.namespace, undefined);
    assert.equal(pod.labels["app.kubernetes.io/name"], "a-collector");
    assert.ok(!("app.kubernetes.io/instance" in pod.labels));
  });
});

describe("manifests that do not parse", () => {
  const broken = "spec:\n  ports: [{port: 4317}]\n  selector: {app: web\n";
  it("are read as far as they go, and say so", () => {
    const service = serviceIn(`apiVersion: v1\nkind: Service\nmetadata: {name: web}\n${broken}`);
    assert.equal(service.syntaxErrors, true);
    assert.equal(service.ports.length, 1);
    assert.equal(podIn(`${podOf("containers: [{name: app}]")}  x: [\n`).syntaxErrors, true);
    assert.ok(!("syntaxErrors" in podIn(podOf("containers: []"))));
  });

  it("are no syntax problem of ours, for what applies them forgives more", () => {
    const text = containerOf("command: ['sh', '-c', '\necho\n']");
    assert.equal(podIn(text).syntaxErrors, true);
    assert.deepEqual(read(text)?.problems, []);
  });

  it("are one where they hold a configuration", () => {
    const text = `apiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\nmetadata: {name: a}\nspec:\n  config:\n${indented(config, 4)}  GARBAGE\n  x: {\n`;
    const facts = read(text);
    assert.ok((facts?.problems.length ?? 0) > 0);
    assert.equal(facts?.facts.find((fact) => fact.kind === "collector")?.syntaxErrors, true);
    const embedded = `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n${indented(config, 4)}    x: {\n`;
    assert.equal(read(embedded)?.problems.length, 1);
    assert.deepEqual(read(embedded.replace("x: {", "x: {{ y }} {"))?.problems, []);
  });

  it("are left alone where not even a name is to be had", () => {
    const template = `apiVersion: v1
kind: Service
metadata:
  name: {{ include "fullname" . }}
  labels:
    {{- include "labels" . | nindent 4 }}
spec:
  ports: [{port: 4317}]
`;
    assert.equal(read(template), undefined);
    assert.equal(
      read('apiVersion: v1\nkind: Service\nmetadata: {name: {{ template "x" . }}}\nspec: {ports: []}'),
      undefined,
    );
    assert.equal(
      serviceIn('kind: Service\nmetadata: {name: "{{ .Release.Name }}-web"}\nspec: {}').object.name,
      "{{ .Release.Name }}-web",
    );
  });
});

describe("Kubernetes manifests of any shape", () => {
  const fixtures = [
    podOf(`hostNetwork: true
volumes: [{name: conf, projected: {sources: [{configMap: {name: a, items: [{key: a, path: b}]}}]}}]
containers:
  - &app
    name: app
    image: otel/opentelemetry-collector:0.95.0
    args: ["--config=/conf/a"]
    env: [{name: A, value: "$(B)"}, {name: B, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}]
    ports: [{containerPort: 4317, hostPort: 14317, hostIP: "::1", name: otlp}]
    volumeMounts: [{name: conf, mountPath: /conf/, subPath: a}]
    livenessProbe: {httpGet: {port: health, scheme: HTTPS}}
    readinessProbe: {tcpSocket: {port: 13133}}
  - *app
  - {<<: *app, name: other}`),
    serviceOf(
      "type: NodePort\nselector: {app: web}\nports:\n  - port: 4317\n    nodePort: 30317\n  - {port: 1, targetPort: x}",
    ),
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  data:\n    a: |\n${indented(config, 6)}`,
    `apiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\nspec:\n  args: {a: b}\n  ports: [{port: 1}]\n  config:\n${indented(config, 4)}`,
    `kind: NetworkPolicy
spec:
  podSelector: {matchLabels: {app: web}, matchExpressions: []}
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{podSelector: {}, namespaceSelector: {matchLabels: {a: b}}}, {ipBlock: {cidr: 10.0.0.0/8, except: []}}]
      ports: [{port: 4317, endPort: 4320}, {protocol: UDP}]
  egress: [{to: [], ports: [{port: otlp}]}]`,
    "kind: Instrumentation\nspec:\n  exporter: {endpoint: http://a:4317}\n  java: {env: [{name: A, value: b}]}",
    "kind: Kustomization\nresources: [a.yaml]\npatches: [{path: b.yaml}]\nconfigMapGenerator: [{name: a, files: [b=c]}]",
  ];

  /** Every place lies in the text, and what would be replaced are the digits of the port. */
  function assertPlaced(text: string, value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    if ("span" in value) {
      const { start, end } = value.span as Span;
      assert.ok(0 <= start && start <= end && end <= text.length);
    }
    if ("port" in value && "change" in value && typeof value.port === "number") {
      const change = value.change as PortChange;
      if (change.kind === "digits") assert.equal(shownChange(text, change), String(value.port));
    }
    for (const each of Object.values(value)) assertPlaced(text, each);
  }

  const insertions = [
    "\n",
    "  ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "*app ",
    "&x ",
    "<<: ",
    "null",
    "~",
    "{{ x }}",
    "${A}",
    "---\n",
    "!!str ",
    "| ",
    "\t",
    "\u{1F6F0}",
    "0",
  ];
  const mutation = fc.record({ at: fc.nat(2000), remove: fc.nat(12), insert: fc.constantFrom("", ...insertions) });
  it("are read without a throw, mutated as they may be", () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.array(mutation, { maxLength: 6 }), (fixture, mutations) => {
        let text = fixture;
        for (const { at, remove, insert } of mutations) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + insert + text.slice(from + remove);
        }
        assertPlaced(text, factsIn(text));
      }),
      { numRuns: 300 },
    );
  });

  const odd = fc.constantFrom<unknown>(
    ...[
      null,
      true,
      0,
      -1,
      1.5,
      4317,
      "",
      "x",
      "4317",
      "{{ x }}",
      "$(X)",
      "None",
      [],
      [null],
      [[]],
      ["x"],
      {},
      { a: 1 },
    ],
  );
  const replacement = fc.record({ path: fc.array(fc.nat(20), { maxLength: 9 }), by: odd });
  it("are read without a throw, whatever stands where something else is expected", () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.array(replacement, { maxLength: 4 }), (fixture, replacements) => {
        let tree: unknown = yaml.parse(fixture, { merge: true });
        for (const { path, by } of replacements) tree = replaced(tree, path, by);
        const text = yaml.stringify(tree, { aliasDuplicateObjects: false });
        assertPlaced(text, factsIn(text));
      }),
      { numRuns: 300 },
    );
  });

  it("do not multiply by aliases what they hold", () => {
    const list = (name: string, of: (index: number) => string): string =>
      `${name}: &${name} [${Array.from({ length: 300 }, (_, index) => of(index)).join(", ")}]\n`;
    const text = `kind: PodList
${list("ports", (index) => `{containerPort: ${index + 1}}`)}${list("containers", (index) => `{name: c${index}, ports: *ports}`)}items:
${Array.from({ length: 300 }, () => "- spec: {containers: *containers}\n").join("")}`;
    const ports = factsIn(text)
      .filter((fact) => fact.kind === "pod")
      .flatMap(({ processes }) => processes.flatMap((process) => process.ports));
    assert.ok(ports.length > 0 && ports.length < 100_000);
    const circle =
      "kind: List\nitems: &a\n- &b {kind: List, items: *a}\n- {kind: Pod, spec: &s {containers: [*s, *a, *b]}}\n";
    assert.equal(podIn(circle).processes.length, 2);
  });
});

/** A tree with what stands on a path of child numbers replaced. */
function replaced(tree: unknown, [step, ...rest]: readonly number[], by: unknown): unknown {
  if (step === undefined || typeof tree !== "object" || tree === null) return by;
  const entries = Object.entries(tree as Record<string, unknown>);
  const chosen = step % Math.max(1, entries.length);
  const changed = entries.map(
    ([key, value], index) => [key, index === chosen ? replaced(value, rest, by) : value] as const,
  );
  return Array.isArray(tree) ? changed.map(([, value]) => value) : Object.fromEntries(changed);
}
