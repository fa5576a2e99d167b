import assert from "node:assert/strict";
import { portRenameAt } from "../../server/src/analysis/features/portRename.js";
import type { FileEdit } from "../../server/src/analysis/finding.js";
import { AnalysisSession } from "../../server/src/analysis/session.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { applyEdits, lineStartsOf, positionAt } from "../../server/src/analysis/text.js";

type Files = Readonly<Record<string, string>>;

/** What a rename does, line by line as they are afterwards: `gateway.yaml:12 containerPort: 14317`. */
interface Renamed {
  readonly certain: readonly string[];
  readonly believed: readonly string[];
  /** Findings that there were not before, by rule. */
  readonly caused: readonly string[];
}

function open(files: Files): AnalysisSession {
  const session = new AnalysisSession({ roots: ["/w"] });
  for (const [path, text] of Object.entries(files)) session.set(`/w/${path}`, readFile(`/w/${path}`, text));
  session.update();
  return session;
}

/** @param marked one of the files has `§` before the number that is renamed */
function target(marked: Files): { files: Files; found: ReturnType<typeof portRenameAt> } {
  const [path = "", text = ""] = Object.entries(marked).find(([, each]) => each.includes("§")) ?? [];
  const offset = text.indexOf("§");
  const files = { ...marked, [path]: text.replace("§", "") };
  const texts = (file: string): string | undefined => files[file.slice("/w/".length)];
  return { files, found: portRenameAt({ analysis: open(files), texts }, `/w/${path}`, offset) };
}

function rename(marked: Files, to = "14317"): Renamed {
  const { files, found } = target(marked);
  assert.ok(found, "nothing to rename");
  const result = found.rename(to);
  assert.ok(result.kind === "edits", JSON.stringify(result));
  const [certain, believed] = [false, true].map((asks) =>
    result.edits.filter(({ annotation }) => (annotation?.needsConfirmation ?? false) === asks),
  );
  const after = applied(files, certain ?? []);
  const before = rulesIn(files);
  return {
    certain: changedLines(files, certain ?? []),
    believed: changedLines(files, believed ?? []),
    caused: rulesIn(after).filter((rule) => !before.includes(rule)),
  };
}

function refusal(marked: Files, to: string): string {
  const result = target(marked).found?.rename(to);
  assert.ok(result?.kind === "refused", JSON.stringify(result));
  return result.reason;
}

function applied(files: Files, edits: readonly FileEdit[]): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      applyEdits(
        text,
        edits.filter(({ file }) => file === `/w/${path}`).flatMap((each) => each.edits),
      ),
    ]),
  );
}

function changedLines(files: Files, edits: readonly FileEdit[]): readonly string[] {
  const after = applied(files, edits);
  return Object.keys(files).flatMap((path) => {
    const old = new Set(files[path]?.split("\n"));
    return (after[path] ?? "")
      .split("\n")
      .flatMap((line, index) => (old.has(line) ? [] : [`${path}:${String(index + 1)} ${line.trim()}`]));
  });
}

function rulesIn(files: Files): readonly string[] {
  const session = open(files);
  return Object.keys(files).flatMap((path) => {
    const lines = lineStartsOf(files[path] ?? "");
    return session
      .findingsOf(`/w/${path}`)
      .map(({ rule, place }) => `${path}:${String(positionAt(lines, place.span.start).line + 1)} ${rule}`);
  });
}

const collector = (endpoint: string, more = ""): string => `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: ${endpoint}
exporters:
  debug:
${more}service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, " ".repeat(by));

/** A pod with a collector that reads a ConfigMap. */
const pod = (name: string, config: string, ports: string, spec = "", container = ""): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}}
data:
  config.yaml: |
${indented(config, 4)}---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ${name}}
spec:
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      ${spec}
      containers:
        - name: collector
          image: otel/opentelemetry-collector-contrib:0.131.0
          args: [--config=/conf/config.yaml]
          ${container}
          ports: ${ports}
          volumeMounts: [{name: config, mountPath: /conf}]
      volumes: [{name: config, configMap: {name: ${name}}}]
`;

const service = (name: string, app: string, port: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec:\n  selector: {app: ${app}}\n  ports:\n    - ${port}\n`;

const client = (name: string, endpoint: string): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  containers:
    - name: app
      image: example.com/app:1
      env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "${endpoint}"}]
`;

describe("changing the port of a pod", () => {
  it("moves containerPort, probe and targetPort, from whichever of them, and leaves the Service's own port", () => {
    const files = (marked: string): Files => {
      const texts = {
        "gateway.yaml": pod(
          "gateway",
          collector("0.0.0.0:4317"),
          "[{containerPort: 4317}]",
          "",
          "livenessProbe: {grpc: {port: 4317}}",
        ),
        "service.yaml": service("gateway", "gateway", "{port: 4317, targetPort: 4317}"),
        "app.yaml": client("app", "http://gateway:4317"),
      };
      const [path = "", needle = ""] = marked.split(" ", 2).concat(marked.slice(marked.indexOf(" ") + 1));
      const wanted = marked.slice(path.length + 1);
      assert.ok(needle !== "");
      return Object.fromEntries(
        Object.entries(texts).map(([name, text]) => [
          name,
          name === path ? text.replace(wanted, wanted.replace("4317", "§4317")) : text,
        ]),
      );
    };
    for (const marked of [
      "gateway.yaml endpoint: 0.0.0.0:4317",
      "gateway.yaml containerPort: 4317",
      "gateway.yaml grpc: {port: 4317",
      "service.yaml targetPort: 4317",
    ]) {
      assert.deepEqual(
        rename(files(marked)),
        {
          certain: [
            "gateway.yaml:10 endpoint: 0.0.0.0:14317",
            "gateway.yaml:31 livenessProbe: {grpc: {port: 14317}}",
            "gateway.yaml:32 ports: [{containerPort: 14317}]",
            "service.yaml:7 - {port: 4317, targetPort: 14317}",
          ],
          believed: [],
          caused: [],
        },
        marked,
      );
    }
  });

  it("moves the Service's own port with those who dial it, and nothing behind it", () => {
    const files = {
      "gateway.yaml": pod("gateway", collector("0.0.0.0:4317"), "[{containerPort: 4317}]"),
      "service.yaml": service("gateway", "gateway", "port: §4317 # by name"),
      "app.yaml": client("app", "http://gateway:4317"),
    };
    assert.deepEqual(rename(files), {
      certain: [
        "service.yaml:7 - port: 14317 # by name",
        "service.yaml:8 targetPort: 4317",
        'app.yaml:8 env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://gateway:14317"}]',
      ],
      believed: [],
      caused: [],
    });
  });

  it("moves a Service with those who dial it where nobody knows its pods", () => {
    const files = {
      "service.yaml": service("gateway", "elsewhere", "{port: §4317, targetPort: 4317}"),
      "app.yaml": client("app", "http://gateway:4317"),
    };
    assert.deepEqual(rename(files), {
      certain: [
        "service.yaml:7 - {port: 14317, targetPort: 4317}",
        'app.yaml:8 env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://gateway:14317"}]',
      ],
      believed: [],
      caused: [],
    });
  });

  it("lets a named targetPort follow by itself, and moves a headless Service with its pods", () => {
    const files = {
      "gateway.yaml": pod("gateway", collector("0.0.0.0:§4317"), "[{name: otlp, containerPort: 4317}]"),
      "service.yaml": service("gateway", "gateway", "{port: 4317, targetPort: otlp}"),
      "pods.yaml": service("pods", "gateway", "port: 4317").replace("spec:", "spec:\n  clusterIP: None"),
      "app.yaml": client("app", "http://pods:4317"),
    };
    assert.deepEqual(rename(files).certain, [
      "gateway.yaml:10 endpoint: 0.0.0.0:14317",
      "gateway.yaml:32 ports: [{name: otlp, containerPort: 14317}]",
      "pods.yaml:8 - port: 14317",
      'app.yaml:8 env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://pods:14317"}]',
    ]);
  });

  it("keeps containerPort and hostPort the same with hostNetwork, and apart without", () => {
    const ports = "[{containerPort: §4317, hostPort: 4317}]";
    const inside = rename({ "agent.yaml": pod("agent", collector("0.0.0.0:4317"), ports) });
    assert.deepEqual(inside.certain, [
      "agent.yaml:10 endpoint: 0.0.0.0:14317",
      "agent.yaml:32 ports: [{containerPort: 14317, hostPort: 4317}]",
    ]);
    const onNode = rename({ "agent.yaml": pod("agent", collector("0.0.0.0:4317"), ports, "hostNetwork: true") });
    assert.deepEqual(onNode.certain, [
      "agent.yaml:10 endpoint: 0.0.0.0:14317",
      "agent.yaml:32 ports: [{containerPort: 14317, hostPort: 14317}]",
    ]);
  });

  it("moves a hostPort with those who dial the node", () => {
    const files = {
      "agent.yaml": pod("agent", collector("0.0.0.0:4317"), "[{containerPort: 4317, hostPort: §4317}]"),
      "app.yaml": client("app", "http://$(HOST):4317").replace(
        "env: [",
        "env: [{name: HOST, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}, ",
      ),
    };
    assert.deepEqual(rename(files).certain, [
      "agent.yaml:32 ports: [{containerPort: 4317, hostPort: 14317}]",
      'app.yaml:8 env: [{name: HOST, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}, {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://$(HOST):14317"}]',
    ]);
  });

  it("moves a NodePort alone", () => {
    const nodePort = service("gateway", "gateway", "{port: 4317, nodePort: §30317}").replace(
      "spec:",
      "spec:\n  type: NodePort",
    );
    assert.deepEqual(rename({ "service.yaml": nodePort }, "30400").certain, [
      "service.yaml:8 - {port: 4317, nodePort: 30400}",
    ]);
  });

  it("moves what a policy lets in, and asks where it binds other pods too", () => {
    const policy = (selector: string): string =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n  podSelector: ${selector}\n  ingress:\n    - ports: [{port: 4317}]\n`;
    const files = (selector: string): Files => ({
      "gateway.yaml": pod("gateway", collector("0.0.0.0:§4317"), "[{containerPort: 4317}]"),
      "agent.yaml": pod("agent", collector("0.0.0.0:4317"), "[{containerPort: 4317}]"),
      "policy.yaml": policy(selector),
    });
    const own = ["gateway.yaml:10 endpoint: 0.0.0.0:14317", "gateway.yaml:32 ports: [{containerPort: 14317}]"];
    assert.deepEqual(rename(files("{matchLabels: {app: gateway}}")), {
      certain: [...own, "policy.yaml:7 - ports: [{port: 14317}]"],
      believed: [],
      caused: [],
    });
    assert.deepEqual(rename(files("{}")), {
      certain: own,
      believed: ["policy.yaml:7 - ports: [{port: 14317}]"],
      caused: [],
    });
  });

  it("moves the annotations that tell a Prometheus what to scrape", () => {
    const metrics = collector("localhost:4317").replace(
      "service:",
      "service:\n  telemetry:\n    metrics: {readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0, port: §8888}}}}]}",
    );
    const note = 'annotations: {prometheus.io/port: "8888"}';
    const files = {
      "gateway.yaml": pod("gateway", metrics, "[{containerPort: 8888}]").replace(
        "{labels: {app: gateway}}",
        `{labels: {app: gateway}, ${note}}`,
      ),
      "service.yaml": service("gateway", "gateway", "{port: 80, targetPort: 8888}").replace(
        "{name: gateway}",
        `{name: gateway, ${note}}`,
      ),
    };
    assert.deepEqual(rename(files, "18888"), {
      certain: [
        "gateway.yaml:15 metrics: {readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0, port: 18888}}}}]}",
        'gateway.yaml:26 metadata: {labels: {app: gateway}, annotations: {prometheus.io/port: "18888"}}',
        "gateway.yaml:34 ports: [{containerPort: 18888}]",
        'service.yaml:3 metadata: {name: gateway, annotations: {prometheus.io/port: "18888"}}',
        "service.yaml:7 - {port: 80, targetPort: 18888}",
      ],
      believed: [],
      caused: [],
    });
  });

  it("moves whoever reads the same configuration, and all that leads to them", () => {
    const twin = pod("twin", "", "[{containerPort: 4317}]")
      .replace(/^[^]*?---\n/, "")
      .replace("configMap: {name: twin}", "configMap: {name: gateway}");
    const files = {
      "gateway.yaml": pod("gateway", collector("0.0.0.0:§4317"), "[{containerPort: 4317}]"),
      "twin.yaml": twin,
      "service.yaml": service("twin", "twin", "{port: 4317, targetPort: 4317}"),
    };
    assert.deepEqual(rename(files).certain, [
      "gateway.yaml:10 endpoint: 0.0.0.0:14317",
      "gateway.yaml:32 ports: [{containerPort: 14317}]",
      "twin.yaml:14 ports: [{containerPort: 14317}]",
      "service.yaml:7 - {port: 4317, targetPort: 14317}",
    ]);
  });

  it("writes out the default that a receiver listens on, its address with it", () => {
    const config = collector("x").replace("\n        endpoint: x", "");
    const files = {
      "gateway.yaml": pod("gateway", config, "[{containerPort: 4317}]"),
      "service.yaml": service("gateway", "gateway", "{port: 4317, targetPort: §4317}"),
    };
    assert.deepEqual(rename(files).certain, [
      "gateway.yaml:10 endpoint: localhost:14317",
      "gateway.yaml:32 ports: [{containerPort: 14317}]",
      "service.yaml:7 - {port: 4317, targetPort: 14317}",
    ]);
  });
});

describe("changing a port of containers and hosts", () => {
  const compose = (published: string, more = ""): string => `services:
  gateway:
    image: otel/opentelemetry-collector-contrib:0.131.0
    command: [--config=/etc/config.yaml]
    volumes: ["./config.yaml:/etc/config.yaml"]
    ports: ["${published}"]
    expose: ["4317"]
    healthcheck: {test: [CMD, grpc_health_probe, "-addr=localhost:4317"]}
  app:
    image: example.com/app:1
    environment:
      OTEL_EXPORTER_OTLP_ENDPOINT: http://gateway:4317
${more}`;

  it("moves the container's side of a published port, expose, healthcheck and who dials by name", () => {
    const files = { "compose.yaml": compose("4317:4317"), "config.yaml": collector("0.0.0.0:§4317") };
    assert.deepEqual(rename(files), {
      certain: [
        'compose.yaml:6 ports: ["4317:14317"]',
        'compose.yaml:7 expose: ["14317"]',
        'compose.yaml:8 healthcheck: {test: [CMD, grpc_health_probe, "-addr=localhost:14317"]}',
        "compose.yaml:12 OTEL_EXPORTER_OTLP_ENDPOINT: http://gateway:14317",
        "config.yaml:5 endpoint: 0.0.0.0:14317",
      ],
      believed: [],
      caused: [],
    });
  });

  it("moves a published port with those who dial the host", () => {
    const other =
      "  other:\n    image: example.com/app:1\n    environment:\n      OTEL_EXPORTER_OTLP_ENDPOINT: http://host.docker.internal:4317\n";
    const files = { "compose.yaml": compose("§4317:4317", other), "config.yaml": collector("0.0.0.0:4317") };
    assert.deepEqual(rename(files).certain, [
      'compose.yaml:6 ports: ["14317:4317"]',
      "compose.yaml:16 OTEL_EXPORTER_OTLP_ENDPOINT: http://host.docker.internal:14317",
    ]);
  });

  it("moves what docker run publishes", () => {
    const script = "docker run -d --name gateway -p §4317:4317 otel/opentelemetry-collector-contrib:0.131.0\n";
    assert.deepEqual(rename({ "run.sh": script }).certain, [
      "run.sh:1 docker run -d --name gateway -p 14317:4317 otel/opentelemetry-collector-contrib:0.131.0",
    ]);
  });

  it("moves the variable that holds the port", () => {
    const files = {
      "compose.yaml": compose("4317:4317").replace("    expose:", '    environment: {OTLP_PORT: "4317"}\n    expose:'),
      "config.yaml": collector("0.0.0.0:${env:OTLP_PORT:-4317}"),
    };
    const marked = { ...files, "compose.yaml": files["compose.yaml"].replace('expose: ["4317', 'expose: ["§4317') };
    assert.deepEqual(rename(marked).certain, [
      'compose.yaml:6 ports: ["4317:14317"]',
      'compose.yaml:7 environment: {OTLP_PORT: "14317"}',
      'compose.yaml:8 expose: ["14317"]',
      'compose.yaml:9 healthcheck: {test: [CMD, grpc_health_probe, "-addr=localhost:14317"]}',
      "compose.yaml:13 OTEL_EXPORTER_OTLP_ENDPOINT: http://gateway:14317",
    ]);
  });

  it("moves an Environment= and an exporter that dial a collector of the same host", () => {
    const files = {
      "etc/otelcol/config.yaml": collector("localhost:§4317"),
      "etc/systemd/system/app.service":
        '[Service]\nExecStart=/usr/bin/app\nEnvironment="OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317"\nEnvironment=OTEL_EXPORTER_OTLP_PROTOCOL=grpc\n',
      "etc/otelcol-contrib/config.yaml": collector("localhost:5317")
        .replace("debug:", "otlp:\n    endpoint: localhost:4317")
        .replace("[debug]", "[otlp]"),
    };
    const { certain } = rename(files);
    assert.deepEqual(certain, [
      "etc/otelcol/config.yaml:5 endpoint: localhost:14317",
      'etc/systemd/system/app.service:3 Environment="OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:14317"',
      "etc/otelcol-contrib/config.yaml:8 endpoint: localhost:14317",
    ]);
  });

  it("moves the scrape of the collector's own metrics", () => {
    const metrics = `receivers:
  prometheus:
    config:
      scrape_configs:
        - job_name: self
          static_configs: [{targets: ["127.0.0.1:8888"]}]
exporters:
  debug:
service:
  telemetry:
    metrics:
      readers:
        - pull: {exporter: {prometheus: {host: 127.0.0.1, port: §8888}}}
  pipelines:
    metrics: {receivers: [prometheus], exporters: [debug]}
`;
    assert.deepEqual(rename({ "config.yaml": metrics }, "18888").certain, [
      'config.yaml:6 static_configs: [{targets: ["127.0.0.1:18888"]}]',
      "config.yaml:13 - pull: {exporter: {prometheus: {host: 127.0.0.1, port: 18888}}}",
    ]);
  });
});

describe("a port that only may be the same", () => {
  it("is left to the person: a host of the name of the folder, a program on some host", () => {
    const files = {
      "gateway.yaml": collector("0.0.0.0:§4317"),
      "agent.yaml": collector("0.0.0.0:5317")
        .replace("debug:", "otlp:\n    endpoint: gateway.example.com:4317")
        .replace("[debug]", "[otlp]"),
    };
    assert.deepEqual(rename(files), {
      certain: ["gateway.yaml:5 endpoint: 0.0.0.0:14317"],
      believed: ["agent.yaml:8 endpoint: gateway.example.com:14317"],
      caused: [],
    });
  });

  it("moves nothing else when it is renamed itself", () => {
    const files = {
      "gateway.yaml": collector("0.0.0.0:4317"),
      "agent.yaml": collector("0.0.0.0:5317")
        .replace("debug:", "otlp:\n    endpoint: gateway.example.com:§4317")
        .replace("[debug]", "[otlp]"),
    };
    assert.deepEqual(rename(files), {
      certain: ["agent.yaml:8 endpoint: gateway.example.com:14317"],
      believed: [],
      caused: [],
    });
  });

  it("says nothing of another protocol, and of a host of another name", () => {
    const files = {
      "gateway.yaml": collector("0.0.0.0:§4317"),
      "agent.yaml": collector("0.0.0.0:5317")
        .replace("debug:", "otlp:\n    endpoint: saas.example.com:4317")
        .replace("[debug]", "[otlp]"),
    };
    assert.deepEqual(rename(files).believed, []);
  });
});

describe("a number that a port cannot have", () => {
  const metrics = "extensions:\n  health_check:\n    endpoint: localhost:13133\n";
  const config = collector("localhost:§4317", metrics).replace("service:", "service:\n  extensions: [health_check]");

  it("is refused with a reason", () => {
    for (const typed of ["0", "65536", "-1", "4e3", "http", ""]) {
      assert.equal(refusal({ "config.yaml": config }, typed), "A port is a whole number from 1 to 65535.", typed);
    }
    assert.equal(
      refusal({ "config.yaml": config }, "13133"),
      "Port 13133 is taken by the health_check extension of w.",
    );
  });

  it("is not asked for where a program listens by itself", () => {
    const files = {
      "compose.yaml":
        'services:\n  jaeger:\n    image: jaegertracing/all-in-one:1.60\n    environment: {COLLECTOR_OTLP_ENABLED: "true"}\n    ports: ["14317:§4317"]\n',
    };
    assert.match(refusal(files, "5317"), /^No file says where the .* of jaeger is opened, so port 4317 stays\.$/);
  });

  it("changes nothing where it is the old one, or where no port stands", () => {
    assert.deepEqual(rename({ "config.yaml": config }, "4317").certain, []);
    const elsewhere = { "config.yaml": config.replace("§", "").replace("grpc:", "§grpc:") };
    assert.equal(target(elsewhere).found, undefined);
  });
});
