import assert from "node:assert/strict";
import { observe } from "../../../server/src/analysis/hosts/observe.js";
import { readLog } from "../../../server/src/analysis/hosts/readers/logs.js";
import { readMetrics } from "../../../server/src/analysis/hosts/readers/metrics.js";
import { readPackages, readProgram } from "../../../server/src/analysis/hosts/readers/programs.js";
import { readSections } from "../../../server/src/analysis/hosts/sections.js";
import { recording, section } from "./recording.js";

const asked = { host: "web-1", askedAt: 1714644900000 };

describe("what a host says", () => {
  const { complete, sections } = readSections(recording("ubuntu-22.04/host"));
  const seen = observe(sections, asked);

  it("which machine it is", () => {
    assert.equal(complete, true);
    assert.deepEqual([seen.host, seen.askedAt], ["web-1", 1714644900000]);
    assert.deepEqual(seen.machine, { hostname: "web-1", system: "Ubuntu 22.04.4 LTS", user: "ops", root: false });
  });

  it("who holds which port", () => {
    assert.deepEqual(seen.sockets, [
      {
        transport: "tcp",
        address: "::",
        port: 4317,
        dualStack: true,
        owners: [{ process: "otelcol-contrib", pid: 812 }],
        tool: "ss",
      },
      { transport: "tcp", address: "127.0.0.1", port: 5001, dualStack: undefined, owners: [], tool: "ss" },
    ]);
  });

  it("which processes run, of which unit, with which configurations", () => {
    assert.deepEqual(seen.processes, [
      {
        pid: 812,
        kind: "collector",
        program: "otelcol-contrib",
        args: [
          "/usr/bin/otelcol-contrib",
          "--config=file:/etc/otelcol-contrib/config.yaml",
          "--config",
          "env:EXTRA_CONFIG",
          "--set=exporters.otlp.headers.token=***",
        ],
        configs: ["/etc/otelcol-contrib/config.yaml", "env:EXTRA_CONFIG"],
        user: "otelcol-contrib",
        unit: "otelcol-contrib.service",
        ownNetwork: false,
      },
      {
        pid: 977,
        kind: "ddot",
        program: "otel-agent",
        args: ["/opt/datadog-agent/embedded/bin/otel-agent", "run", "--config", "/etc/datadog-agent/otel-config.yaml"],
        configs: ["/etc/datadog-agent/otel-config.yaml"],
        user: "dd-agent",
        unit: "datadog-agent-ddot.service",
        ownNetwork: undefined,
      },
      {
        pid: 1400,
        kind: "collector",
        program: "otelcol-contrib",
        args: ["/otelcol-contrib"],
        configs: [],
        user: "10001",
        unit: undefined,
        ownNetwork: true,
      },
    ]);
    assert.deepEqual(seen.configs, [
      {
        path: "/etc/otelcol-contrib/config.yaml",
        state: "readable",
        bytes: 812,
        sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      },
      { path: "/etc/datadog-agent/otel-config.yaml", state: "unreadable", bytes: undefined, sha256: undefined },
    ]);
  });

  it("how units fare, with their files", () => {
    assert.deepEqual(seen.units, [
      {
        name: "datadog-agent-ddot.service",
        active: "activating",
        sub: "auto-restart",
        result: "exit-code",
        exitStatus: 1,
        restarts: 7,
        mainPid: undefined,
        files: [
          {
            path: "/lib/systemd/system/datadog-agent-ddot.service",
            text: "[Service]\n# /etc/datadog-agent holds the settings\nEnvironment=DD_API_KEY=***\nExecStart=/opt/datadog-agent/embedded/bin/otel-agent run\n",
          },
          {
            path: "/etc/systemd/system/datadog-agent-ddot.service.d/10-limits.conf",
            text: "[Service]\nMemoryMax=512M\n",
          },
        ],
      },
    ]);
  });

  it("what logs tell", () => {
    assert.deepEqual(seen.logs, [
      {
        source: "/var/log/datadog/otel-agent.log",
        line: "2024-05-02 10:14:59 UTC | OTELCOL | ERROR | (main.go:44 in run) | cannot start pipelines: listen tcp 0.0.0.0:4317: bind: address already in use",
        time: "2024-05-02 10:14:59 UTC",
        kind: "address-in-use",
        port: 4317,
      },
      {
        source: "journal of otelcol-contrib.service",
        line: '2024-05-02T10:15:00+0000 web-1 otelcol-contrib[812]: warn Exporting failed: dial tcp 10.0.0.9:4317: connect: connection refused {"api_key": ***}',
        time: "2024-05-02T10:15:00+0000",
        kind: "connection-refused",
        port: 4317,
      },
    ]);
  });

  it("versions, answers, containers and the Agent's word", () => {
    assert.deepEqual(seen.programs, [
      { name: "datadog-agent", version: "7.65.2", source: "package" },
      { name: "otelcol-contrib", version: "0.104.0", source: "package" },
      { name: "otelcol-contrib", version: "0.104.0", source: "program" },
    ]);
    assert.deepEqual(seen.connects, [
      { address: "127.0.0.1", port: 4317, state: "open" },
      { address: "::1", port: 7777, state: "refused" },
    ]);
    assert.deepEqual(seen.http, [
      { purpose: "otlp-http", port: 4318, path: "/v1/traces", status: undefined, body: undefined },
      { purpose: "health", port: 13133, path: "/", status: 503, body: '{"status":"Server not available"}' },
    ]);
    assert.deepEqual(
      seen.containers.map(({ name }) => name),
      ["jaeger"],
    );
    assert.deepEqual(seen.agentStatus, { text: "OTLP\nStatus: Enabled, token: ***" });
    assert.deepEqual(
      seen.firewalls.map(({ tool, active, ports }) => [tool, active, ports.map(({ port }) => port)]),
      [["ufw", false, [4317, 4317, 7777, 7777]]],
    );
  });

  it("what it did not see", () => {
    assert.deepEqual(
      seen.unseen.map(({ what, why }) => `${what}: ${why}`),
      ["nft rules: needs root", "who holds the sockets: needs root for one", "containers docker: cut, there was more"],
    );
  });

  it("no secret", () => {
    assert.ok(!JSON.stringify(seen).includes("s3cret"));
  });

  it("nothing at all", () => {
    const nothing = observe([], asked);
    assert.deepEqual(nothing.machine, { hostname: undefined, system: undefined, user: undefined, root: false });
    assert.deepEqual(nothing.unseen, [
      { what: "sockets", why: "none of ss, netstat, lsof and /proc/net could be read" },
    ]);
  });
});

describe("a collector's own metrics", () => {
  it("by component and signal, of all transports", () => {
    assert.deepEqual(readMetrics(section("metrics 8888", recording("debian-12/metrics-0.96"))), {
      port: 8888,
      receivers: [
        { id: "otlp", signal: "traces", passed: 1500, failed: 25 },
        { id: "otlp", signal: "metrics", passed: 1_000_000, failed: 0 },
      ],
      processors: [{ id: "memory_limiter", signal: "traces", passed: 0, failed: 25 }],
      exporters: [
        { id: "otlp/2", signal: "traces", passed: 1400, failed: 100, queueSize: undefined, queueCapacity: undefined },
        { id: "otlp/2", passed: 0, failed: 0, queueSize: 900, queueCapacity: 1000 },
      ],
      memoryBytes: 150_000_000,
    });
  });

  it("with units and `_total` at their ends", () => {
    assert.deepEqual(readMetrics(section("metrics 8888", recording("debian-12/metrics-0.123"))), {
      port: 8888,
      receivers: [{ id: "otlp", signal: "traces", passed: 10, failed: 2 }],
      processors: [],
      exporters: [
        { id: "debug", signal: "logs", passed: 7, failed: 0, queueSize: 3, queueCapacity: 1000 },
        { id: "debug", signal: "traces", passed: 0, failed: 0, queueSize: 4, queueCapacity: undefined },
      ],
      memoryBytes: 2048,
    });
  });

  it("none of a page of another program", () => {
    assert.equal(readMetrics(section("metrics 8888", "go_goroutines 7\n<html>\n")), undefined);
    assert.equal(readMetrics(section("metrics 8888", "")), undefined);
  });
});

describe("lines of logs", () => {
  const cases: readonly (readonly [line: string, kind: string, port: number | undefined])[] = [
    ["Error: listen tcp 127.0.0.1:8888: bind: address already in use", "address-in-use", 8888],
    ["listen tcp :4317: bind: address already in use", "address-in-use", 4317],
    ["listen tcp [::1]:4317: bind: address already in use", "address-in-use", 4317],
    ["Bind for 0.0.0.0:4317 failed: port is already allocated", "address-in-use", 4317],
    ["failed to bind host port 0.0.0.0:4318/tcp: address already in use", "address-in-use", 4318],
    ["Get https://localhost:7777: dial tcp 127.0.0.1:7777: connect: connection refused", "connection-refused", 7777],
    ["dial tcp: lookup otel on 127.0.0.53:53: no such host, failed", "other-failure", 53],
    ["read udp 127.0.0.1:5000->127.0.0.1:6831: read: connection refused", "connection-refused", 6831],
    ["listen tcp 0.0.0.0:80: bind: permission denied", "permission-denied", 80],
    ["a process was killed: out of memory", "out-of-memory", undefined],
    ["failed between 127.0.0.1:1 and 127.0.0.1:2", "other-failure", undefined],
    ["panic: runtime error at main.go:44", "other-failure", undefined],
  ];
  for (const [line, kind, port] of cases) {
    it(line, () => {
      const [seen] = readLog(section("log /var/log/a.log", `${line}\n`));
      assert.deepEqual([seen?.kind, seen?.port, seen?.line], [kind, port, line]);
    });
  }

  it("keeps the last of a kind, and says whose they are", () => {
    const text = Array.from({ length: 9 }, (_, at) => `${at} dial tcp 10.0.0.1:4317: connection refused\n`).join("");
    const seen = readLog(section("container-log docker collector", `${text}started\nfailed\n`));
    assert.deepEqual(
      seen.map(({ line }) => line[0]),
      ["6", "7", "8", "f"],
    );
    assert.equal(seen[0]?.source, "docker logs of collector");
  });

  it("cuts a long one, and reads its time", () => {
    const [seen] = readLog(section("log a", `May  2 10:15:00 web-1 failed ${"x".repeat(900)}\n`));
    assert.equal(seen?.line.length, 500);
    assert.equal(seen.time, "May  2 10:15:00");
  });
});

describe("versions", () => {
  const programs: readonly (readonly [text: string, version: string | undefined])[] = [
    ["otelcol-contrib version 0.104.0", "0.104.0"],
    ["otelcol version v0.95.0-rc1", "0.95.0"],
    ["Agent 7.55.0 - Commit: 1234567 - Serialization version: v5.0.114 - Go version: go1.21.11", "7.55.0"],
    ["built with go1.21.11", undefined],
    ["otelcol version latest", undefined],
  ];
  for (const [text, version] of programs) {
    it(text, () => {
      assert.equal(readProgram(section("program /usr/bin/otelcol", `${text}\n`))?.version, version);
    });
  }

  it("of packages, without epochs and revisions", () => {
    const text = "datadog-agent 1:7.55.0-1\notelcol 0.104.0-r0\notelcol-contrib 0.96.0-1.x86_64\nbroken\n";
    assert.deepEqual(
      readPackages(section("package rpm", text)).map(({ version }) => version),
      ["7.55.0", "0.104.0", "0.96.0"],
    );
  });
});
