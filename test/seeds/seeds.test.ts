import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../server/src/analysis/analyse.js";
import type { Fact, FileFacts, ListenerFact } from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

/**
 * The documents that started the project: every configuration printed in them, with the sockets it opens. `declared`
 * is what components would open, `open` what does open because a pipeline or `service.extensions` uses them.
 */
interface Seed {
  readonly declared: readonly string[];
  readonly open?: readonly string[];
  readonly findings?: readonly string[];
}

const otlp = ["0.0.0.0:4317 otlp receiver (grpc)", "0.0.0.0:4318 otlp receiver (http)"];
/** Every address before v0.111, localhost since: unknown while nobody tells the version. */
const metrics = "?:8888 internal metrics";
const health = "0.0.0.0:13133 health_check extension";

const seeds: Readonly<Record<string, Seed>> = {
  "ddot-port-conflict/open-source-collector.yaml": {
    declared: otlp,
    // `address` is ignored since v0.123, and the default stands: both are told, with their versions.
    open: [
      ...otlp,
      "127.0.0.1:8888 internal metrics since collector v0.123.0",
      "0.0.0.0:9999 internal metrics before collector v0.123.0",
    ],
    findings: ["information telemetry-address address: 0.0.0.0:9999"],
  },
  "ddot-port-conflict/option-2-otel-config.yaml": {
    declared: ["0.0.0.0:43170 otlp receiver (grpc)", "0.0.0.0:43180 otlp receiver (http)"],
  },
  "ddot-port-conflict/option-2-datadog.yaml": {
    declared: [
      "127.0.0.1:5001 command API",
      "127.0.0.1:5000 expvar",
      "127.0.0.1:8125/udp DogStatsD",
      "0.0.0.0:43170 OTLP ingest (grpc)",
      "0.0.0.0:43180 OTLP ingest (http)",
      "127.0.0.1:8126 APM receiver",
      "127.0.0.1:5012 debug server",
      "?:5003 OTLP traces from the core Agent",
    ],
    open: [
      "127.0.0.1:5000 expvar",
      "127.0.0.1:5001 command API",
      "?:5003 OTLP traces from the core Agent",
      "127.0.0.1:5012 debug server",
      "127.0.0.1:8125/udp DogStatsD",
      "127.0.0.1:8126 APM receiver",
      "0.0.0.0:43170 OTLP ingest (grpc)",
      "0.0.0.0:43180 OTLP ingest (http)",
    ],
  },
  "connection-refused-guide/receiver-commented-out.yaml": {
    declared: [],
    open: [metrics],
    findings: ["error undefined-component otlp"],
  },
  "connection-refused-guide/receiver-enabled.yaml": { declared: otlp, open: [...otlp, metrics] },
  "connection-refused-guide/localhost-only.yaml": {
    declared: ["127.0.0.1:4317 otlp receiver (grpc)", "127.0.0.1:4318 otlp receiver (http)"],
  },
  "connection-refused-guide/all-interfaces.yaml": { declared: otlp },
  "connection-refused-guide/other-ports.yaml": {
    declared: ["0.0.0.0:14317 otlp receiver (grpc)", "0.0.0.0:14318 otlp receiver (http)"],
  },
  "connection-refused-guide/production-config.yaml": {
    declared: [...otlp, health, "0.0.0.0:1777 pprof extension", "0.0.0.0:55679 zpages extension"],
    open: ["0.0.0.0:1777 pprof extension", ...otlp, metrics, health, "0.0.0.0:55679 zpages extension"],
    findings: [
      "information removed-component logging",
      "information unused-component logging",
      "information telemetry-address address: 0.0.0.0:8888",
    ],
  },
  "connection-refused-guide/kubernetes.yaml": {
    declared: otlp,
    open: [...otlp, "0.0.0.0:8888 internal metrics"].map((each) => `${each} in a configuration that is not read`),
    findings: [
      "error missing-key memory_limiter",
      "warning config-not-read /etc/otelcol",
      "warning nothing-listens 13133",
      "warning nothing-listens 13133",
    ],
  },
  "duetector/collector.yaml": {
    declared: ["?:4317 otlp receiver (grpc)"],
    open: ["?:4317 otlp receiver (grpc)", metrics],
  },
  // Its image is v0.88.
  "tfo-otel-agent/daemonset.yaml": {
    declared: [...otlp, health],
    open: [...otlp, "0.0.0.0:8888 internal metrics", health],
    findings: ["information deprecated-component logging"],
  },
  "tfo-otel-agent/minimal.yaml": { declared: [...otlp, health], open: [...otlp, metrics, health] },
  "tfo-otel-agent/production.yaml": { declared: [...otlp, health], open: [...otlp, metrics, health] },
  "tfo-otel-agent/edge-gateway.yaml": {
    declared: otlp,
    open: [...otlp, metrics],
    findings: ["error missing-key memory_limiter", "error undefined-component health_check"],
  },
  // Parts without pipelines: nothing runs by itself.
  "tfo-otel-agent/debug-logging.yaml": { declared: [] },
  "tfo-otel-agent/persistent-queue.yaml": { declared: [] },
  "tfo-otel-agent/loadbalancing.yaml": {
    declared: [],
    findings: [1, 2, 3].map((number) => `information wrong-protocol tfo-collector-${number}.example.com:4318`),
  },
  "tfo-otel-agent/retry.yaml": { declared: [] },
  "tfo-otel-agent/smaller-batch.yaml": { declared: [] },
  "tfo-otel-agent/lower-limit.yaml": { declared: [] },
  "tfo-otel-agent/shorter-timeout.yaml": { declared: [] },
  "tfo-otel-agent/headers.yaml": { declared: [] },
  "tfo-otel-agent/longer-queue.yaml": { declared: [] },
  "tfo-otel-agent/more-consumers.yaml": { declared: [] },
  "tfo-otel-agent/gzip.yaml": { declared: [] },
  "tfo-otel-agent/batching.yaml": { declared: [] },
  "tfo-otel-agent/compression.yaml": { declared: [] },
  "tfo-otel-agent/retry-again.yaml": { declared: [] },
  "tfo-otel-agent/low-resource.yaml": { declared: [] },
  "tfo-otel-agent/high-throughput.yaml": { declared: [] },
};

/** Manifests and parts of them that hold no configuration, with the facts that are read from them. */
const withoutConfig: Readonly<Record<string, readonly Fact["kind"][]>> = {
  "connection-refused-guide/app-environment.yaml": [],
  "connection-refused-guide/service-with-otlp.yaml": ["service"],
  "connection-refused-guide/service-without-otlp.yaml": ["service"],
  "duetector/compose.yaml": ["containers"],
  "tfo-otel-agent/affinity.yaml": [],
  "tfo-otel-agent/network-policy.yaml": ["network-policy"],
  "tfo-otel-agent/resources.yaml": [],
  "tfo-otel-agent/rolling-update.yaml": ["pod"],
  "tfo-otel-agent/sidecar.yaml": ["pod"],
  "tfo-otel-agent/update-strategy.yaml": [],
};

const folder = import.meta.dirname;

describe("the seeds", () => {
  it("are all here", () => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".yaml"));
    assert.deepEqual(
      files.map((path) => path.replaceAll("\\", "/")).sort(),
      [...Object.keys(seeds), ...Object.keys(withoutConfig)].sort(),
    );
  });

  for (const [path, seed] of Object.entries(seeds)) {
    it(`reads ${path}`, () => {
      const facts = factsOf(path);
      assert.ok(facts, "not recognised");
      assert.deepEqual(declared(facts), seed.declared);
      const { findings, ports } = analyse([facts], { roots: ["/seeds"] });
      const open = ports.namespaces.flatMap(({ listeners }) =>
        listeners.map(
          ({ address, port, transport, label, note }) =>
            `${address ?? "?"}:${port ?? "?"}${transport === "udp" ? "/udp" : ""} ${label}${note === undefined ? "" : ` ${note}`}`,
        ),
      );
      assert.deepEqual(open, seed.open ?? []);
      const text = textOf(path);
      const found = [...findings.values()]
        .flat()
        .map(({ severity, rule, place: { span } }) => `${severity} ${rule} ${text.slice(span.start, span.end)}`);
      assert.deepEqual(found, seed.findings ?? []);
    });
  }

  for (const [path, kinds] of Object.entries(withoutConfig)) {
    it(`finds no configuration in ${path}`, () =>
      assert.deepEqual(
        (factsOf(path)?.facts ?? []).map(({ kind }) => kind),
        kinds,
      ));
  }
});

function textOf(path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

function factsOf(path: string): FileFacts | undefined {
  return readFile(`/seeds/${path}`, textOf(path));
}

function declared({ facts }: FileFacts): readonly string[] {
  return facts
    .flatMap((fact): readonly ListenerFact[] => {
      switch (fact.kind) {
        case "collector":
          return fact.components.flatMap(({ listeners }) => listeners);
        case "agent":
          return fact.processes.flatMap(({ listeners }) => listeners);
        default:
          return [];
      }
    })
    .map(({ binds, transport, label }) => {
      const hosts = new Set(binds.map(({ endpoint }) => endpoint.host));
      const host = hosts.size === 1 ? [...hosts][0] : "?";
      return `${host ?? "?"}:${binds[0]?.endpoint.port ?? "?"}${transport === "udp" ? "/udp" : ""} ${label}`;
    });
}
