import assert from "node:assert/strict";
import { componentRows } from "../../scripts/catalog/components.js";
import { Value } from "../../scripts/catalog/value.js";
import { stale } from "../../scripts/catalog.js";
import { findComponent, isKnownType } from "../../server/src/analysis/catalog/components.js";
import { agentPorts, ddot } from "../../server/src/analysis/catalog/generated/agentPorts.js";
import { components } from "../../server/src/analysis/catalog/generated/components.js";
import type { ListenRow } from "../../server/src/analysis/catalog/types.js";
import { parseEndpoint } from "../../server/src/analysis/endpoint.js";
import type { ComponentKind } from "../../server/src/analysis/facts.js";
import { includes } from "../../server/src/analysis/versions.js";

function listens(kind: ComponentKind, type: string): readonly ListenRow[] {
  return findComponent(kind, type)?.listens ?? [];
}

function defaultsAt(version: string, rows: readonly ListenRow[]): readonly string[] {
  return rows.flatMap(({ defaults }) =>
    defaults.filter(({ versions }) => includes(versions, version)).map(({ endpoint }) => endpoint),
  );
}

describe("catalogue", () => {
  it("is generated from catalog/*.json as they are now", () => {
    assert.deepEqual(
      stale().map(({ path }) => path),
      [],
    );
  });

  it("stops at a condition that nobody has read yet, and names the component", () => {
    const listen = {
      path: "endpoint",
      default: "localhost:1",
      transport: "tcp",
      protocol: "x",
      enabledBy: "at full moon",
    };
    const component = { kind: "receiver", type: "tide", aliases: [], distributions: [], signals: [], stability: {} };
    const catalog = new Value({ components: [{ ...component, listens: [listen] }] }, "test");
    assert.throws(() => componentRows(catalog), /receiver tide.*unknown text "at full moon"/);
  });

  it("has each type and alias once in its kind", () => {
    const names = components.flatMap(({ kind, type, aliases }) => [type, ...aliases].map((name) => `${kind} ${name}`));
    const repeated = names.filter((name, index) => names.indexOf(name) !== index);
    assert.deepEqual(repeated, []);
    assert.equal(components.length, 311);
  });

  it("writes versions as three numbers", () => {
    const versions = components.flatMap(({ deprecatedSince, removedIn }) => [deprecatedSince, removedIn]);
    for (const version of versions) if (version !== undefined) assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.equal(findComponent("receiver", "jmx")?.removedIn, "0.154.0");
    assert.equal(findComponent("exporter", "logging")?.deprecatedSince, "0.86.0");
  });

  it("finds a component by its type and by its former names, and only in its kind", () => {
    assert.equal(findComponent("exporter", "otlphttp"), findComponent("exporter", "otlp_http"));
    assert.equal(findComponent("receiver", "otlp_http"), undefined);
    assert.equal(findComponent("receiver", "__proto__"), undefined);
    assert.equal(isKnownType("filelog"), true);
    assert.equal(isKnownType("toString"), false);
  });
});

describe("catalogue of listeners", () => {
  const rows = components.flatMap(({ kind, type, listens: of }) => of.map((row) => ({ name: `${kind} ${type}`, row })));

  it("has a default for each, or asks for a written endpoint", () => {
    const neither = rows.filter(
      ({ row }) => row.defaults.length === 0 && !row.when.some(({ kind }) => kind === "written"),
    );
    assert.deepEqual(neither, []);
  });

  it("has defaults that can be read, one for each version", () => {
    for (const { name, row } of rows) {
      for (const { endpoint } of row.defaults) assert.notEqual(parseEndpoint(endpoint), undefined, name);
      for (const version of ["0.80.0", "0.103.0", "0.104.0", "0.159.0"]) {
        assert.equal(defaultsAt(version, [row]).length, Math.min(row.defaults.length, 1), name);
      }
    }
  });

  it("knows both protocols of the otlp receiver", () => {
    const otlp = listens("receiver", "otlp");
    assert.deepEqual(
      otlp.map(({ path, protocol, transport }) => [path.join("."), protocol, transport]),
      [
        ["protocols.grpc.endpoint", "otlp-grpc", "tcp"],
        ["protocols.http.endpoint", "otlp-http", "tcp"],
      ],
    );
    assert.deepEqual(defaultsAt("0.96.0", otlp), ["0.0.0.0:4317", "0.0.0.0:4318"]);
    assert.deepEqual(defaultsAt("0.140.0", otlp), ["localhost:4317", "localhost:4318"]);
    assert.deepEqual(otlp[0]?.when, [
      { kind: "present", path: ["protocols", "grpc"] },
      { kind: "not-false", path: ["protocols", "grpc", "enabled"], versions: { since: "0.140.0" } },
    ]);
  });

  for (const [kind, type, ports] of [
    ["extension", "awsproxy", [2000]],
    ["extension", "health_check", [13133]],
    ["extension", "healthcheckv2", [13133, 13133, 13132]],
    ["extension", "jaegerremotesampling", [5778, 14250]],
    ["processor", "remotetap", [12001]],
    ["receiver", "awsfirehose", [4433]],
    ["receiver", "awsxray", [2000, 2000]],
    ["receiver", "influxdb", [8086]],
    ["receiver", "jaeger", [14250, 14268, 6831, 6832]],
    ["receiver", "loki", [3600, 3500]],
    ["receiver", "opencensus", [55678]],
    ["receiver", "sapm", [7276]],
    ["receiver", "signalfx", [9943]],
    ["receiver", "skywalking", [11800, 12800]],
    ["receiver", "splunk_hec", [8088]],
    ["receiver", "zipkin", [9411]],
  ] as const) {
    it(`knows that the ${type} ${kind} was open to all before 0.104.0`, () => {
      const relevant = listens(kind, type).slice(0, ports.length);
      assert.deepEqual(
        defaultsAt("0.103.0", relevant),
        ports.map((port) => `0.0.0.0:${port}`),
      );
      assert.deepEqual(
        defaultsAt("0.104.0", relevant),
        ports.map((port) => `localhost:${port}`),
      );
    });
  }

  for (const [kind, type, endpoint] of [
    ["extension", "pprof", "localhost:1777"],
    ["extension", "zpages", "localhost:55679"],
    ["receiver", "carbon", "localhost:2003"],
    ["receiver", "collectd", "localhost:8081"],
    ["receiver", "datadog", "localhost:8126"],
    ["receiver", "statsd", "localhost:8125"],
    ["receiver", "wavefront", "localhost:2003"],
    ["receiver", "otelarrow", "0.0.0.0:4317"],
    ["receiver", "netflow", ":2055"],
  ] as const) {
    it(`knows that the ${type} ${kind} never changed its default`, () => {
      assert.deepEqual(listens(kind, type)[0]?.defaults, [{ versions: {}, endpoint }]);
    });
  }

  it("opens the plain endpoint of health_check only without use_v2", () => {
    const [plain, http] = listens("extension", "health_check");
    assert.deepEqual(plain?.when, [{ kind: "equals", path: ["use_v2"], value: false, whenMissing: true }]);
    assert.deepEqual(http?.when, [
      { kind: "equals", path: ["use_v2"], value: true, whenMissing: false },
      { kind: "present", path: ["http"] },
    ]);
  });
});

describe("catalogue of the Datadog Agent", () => {
  it("has the trace Agent's port with its host", () => {
    const row = agentPorts.find(({ key }) => key === "apm_config.receiver_port");
    assert.deepEqual(row?.path, ["apm_config", "receiver_port"]);
    assert.equal(row.defaultPort, 8126);
    assert.deepEqual(row.host?.widenedBy, ["apm_config", "apm_non_local_traffic"]);
  });

  it("opens nothing for a port of 0, and has no ports that stand in a list", () => {
    assert.equal(agentPorts.find(({ key }) => key === "health_port")?.defaultPort, null);
    assert.equal(
      agentPorts.some(({ path }) => path.some((key) => !/^\w+$/.test(key))),
      false,
    );
  });

  it("knows what DDOT adds by itself, each with the default of its component", () => {
    for (const { feature, port, role } of ddot.autoAddedPorts) {
      assert.ok(ddot.converterFeatures.includes(feature), feature);
      if (role === "listens")
        assert.deepEqual(defaultsAt("0.140.0", listens("extension", feature)).slice(0, 1), [`localhost:${port}`]);
    }
    assert.deepEqual(ddot.ownComponents.extension, ["ddflare", "datadog"]);
  });
});
