import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HostReport } from "../../../server/src/analysis/hosts/compare.js";
import type { HostObservation, ProcessSeen, SocketSeen } from "../../../server/src/analysis/hosts/observation.js";
import { nothingSeen, report, type Texts } from "../../rules/liveFixture.js";

const example = join(import.meta.dirname, "../../../examples/ddot-conflict");

/** The example workspace: DDOT and otelcol-contrib in one host's file tree. */
const conflict: Texts = new Map(
  ["etc/datadog-agent/datadog.yaml", "etc/datadog-agent/otel-config.yaml", "etc/otelcol-contrib/config.yaml"].map(
    (path) => [path, readFileSync(join(example, path), "utf8")],
  ),
);

function socket(port: number, process: string, pid: number, address = "0.0.0.0"): SocketSeen {
  return { transport: "tcp", address, port, dualStack: undefined, owners: [{ process, pid }], tool: "ss" };
}

function process(pid: number, program: string, seen: Partial<ProcessSeen> = {}): ProcessSeen {
  return {
    pid,
    kind: "collector",
    program,
    args: [program],
    configs: [],
    user: undefined,
    unit: undefined,
    ownNetwork: false,
    ...seen,
  };
}

const contrib = process(812, "otelcol-contrib", {
  configs: ["/etc/otelcol-contrib/config.yaml"],
  unit: "otelcol-contrib.service",
});
const coreAgent = process(70, "agent", { kind: "agent", unit: "datadog-agent.service" });

/** The second seed's story: otelcol-contrib has 4317, DDOT is gone, and the core Agent is refused on 7777. */
const story: HostObservation = {
  ...nothingSeen,
  sockets: [
    { ...socket(4317, "otelcol-contrib", 812, "::"), dualStack: true },
    socket(9999, "otelcol-contrib", 812),
    socket(5001, "agent", 70, "127.0.0.1"),
  ],
  processes: [contrib, coreAgent],
  logs: [
    {
      source: "/var/log/datadog/otel-agent.log",
      line: "Error: cannot start pipelines: listen tcp 0.0.0.0:4317: bind: address already in use",
      time: "2026-01-02 03:03:59 UTC",
      kind: "address-in-use",
      port: 4317,
    },
    {
      source: "/var/log/datadog/agent.log",
      line: 'Get "https://localhost:7777": dial tcp [::1]:7777: connect: connection refused',
      time: "2026-01-02 03:04:01 UTC",
      kind: "connection-refused",
      port: 7777,
    },
  ],
  programs: [{ name: "otelcol-contrib", version: "0.96.0", source: "program" }],
  connects: [{ address: "127.0.0.1", port: 7777, state: "refused" }],
};

const one = (texts: Texts, seen: HostObservation): HostReport => {
  const [host] = report(texts, seen).hosts;
  assert.ok(host);
  return host;
};

const rulesOf = ({ findings }: HostReport): readonly string[] => findings.map(({ rule }) => rule);

const checkOf = ({ checks }: HostReport, id: string): readonly [string, string] | undefined => {
  const found = checks.find((each) => each.id === id);
  return found && [found.status, found.summary];
};

describe("a host's story", () => {
  it("names who holds 4317 before what follows from it", () => {
    assert.equal(
      one(conflict, story).summary,
      "otelcol-contrib (pid 812) holds 4317, so DDOT cannot bind it and exits; that is why 7777 refuses.",
    );
  });

  it("is the same where no file of the host is known", () => {
    assert.equal(one(new Map(), story).summary, one(conflict, story).summary);
    assert.deepEqual(one(new Map(), story).findings, []);
  });

  it("names every port that is held", () => {
    const both = { ...story, sockets: [...story.sockets, socket(4318, "otelcol-contrib", 812)] };
    assert.equal(
      one(conflict, both).summary,
      "otelcol-contrib (pid 812) holds 4317 and 4318, so DDOT cannot bind them and exits; that is why 7777 refuses.",
    );
  });

  it("is not refuted by a 7777 that is caught open", () => {
    const flapping: HostObservation = {
      ...story,
      connects: [{ address: "127.0.0.1", port: 7777, state: "open" }],
    };
    assert.equal(
      one(conflict, flapping).summary,
      "otelcol-contrib (pid 812) holds 4317, so DDOT cannot bind it and exits; " +
        "7777 goes down with it each time, even if it answered just now.",
    );
    assert.ok(rulesOf(one(conflict, flapping)).includes("port-held-by-other"));
  });

  it("stands on the lines that declare what is not so, with what can be done", () => {
    const found = one(conflict, story).findings;
    const [held] = found.filter(({ rule }) => rule === "port-held-by-other");
    assert.ok(held);
    assert.equal(held.place.file, "/fixture/etc/datadog-agent/otel-config.yaml");
    assert.equal(
      conflict.get("etc/datadog-agent/otel-config.yaml")?.slice(held.place.span.start, held.place.span.end),
      "0.0.0.0:4317",
    );
    assert.equal(
      held.message,
      "Port 4317/tcp of the otlp receiver (grpc) of DDOT is held on web-1 by otelcol-contrib (pid 812), which reads " +
        "/etc/otelcol-contrib/config.yaml, at [::]:4317. DDOT cannot bind it: `listen tcp 0.0.0.0:4317: bind: " +
        "address already in use`. DDOT exits then, its ddflare extension goes down with it, and the core Agent is " +
        "refused there.",
    );
    assert.deepEqual(
      [held.severity, held.host, held.askedAt, held.evidence],
      [
        "error",
        "web-1",
        story.askedAt,
        "web-1 has /etc/otelcol-contrib/config.yaml, which is etc/otelcol-contrib/config.yaml here.",
      ],
    );
    assert.deepEqual(held.commands, [
      { purpose: "Stop what holds the port", line: "sudo systemctl stop otelcol-contrib.service" },
    ]);
    assert.deepEqual(
      held.related.map(({ place, message }) => [place.file, message]),
      [
        [
          "/fixture/etc/otelcol-contrib/config.yaml",
          "The otlp receiver (grpc) of otelcol-contrib declares port 4317 too.",
        ],
      ],
    );
    assert.deepEqual(
      found.map(({ rule, severity, place }) => `${rule} ${severity} ${place.file.slice("/fixture/etc/".length)}`),
      [
        "port-held-by-other error datadog-agent/otel-config.yaml",
        "not-listening information datadog-agent/otel-config.yaml",
        "not-listening error otelcol-contrib/config.yaml",
        "log-says warning datadog-agent/otel-config.yaml",
        "log-says warning datadog-agent/otel-config.yaml",
      ],
    );
  });

  it("has a row for each thing that was looked at", () => {
    const host = one(conflict, story);
    assert.deepEqual(checkOf(host, "port:4317/tcp"), [
      "failed",
      "otelcol-contrib (pid 812) holds 4317/tcp at [::]:4317, and DDOT wants it",
    ]);
    assert.deepEqual(checkOf(host, "port:7777/tcp"), ["warning", "Nobody listens on 7777/tcp"]);
    assert.deepEqual(checkOf(host, "port:9999/tcp"), [
      "ok",
      "otelcol-contrib (pid 812) holds 9999/tcp at 0.0.0.0:9999",
    ]);
    assert.deepEqual(checkOf(host, "process:812"), [
      "ok",
      "otelcol-contrib runs (pid 812, of otelcol-contrib.service, reads /etc/otelcol-contrib/config.yaml)",
    ]);
    assert.deepEqual(checkOf(host, "log:/var/log/datadog/agent.log"), [
      "warning",
      "/var/log/datadog/agent.log says (2026-01-02 03:04:01 UTC): " +
        'Get "https://localhost:7777": dial tcp [::1]:7777: connect: connection refused',
    ]);
  });

  it("ends where DDOT has its port", () => {
    const well: HostObservation = {
      ...nothingSeen,
      sockets: [
        socket(4317, "otel-agent", 90),
        socket(4318, "otel-agent", 90),
        socket(7777, "otel-agent", 90, "127.0.0.1"),
      ],
      processes: [
        process(90, "otel-agent", { kind: "ddot", configs: ["/etc/datadog-agent/otel-config.yaml"] }),
        coreAgent,
      ],
      logs: story.logs,
    };
    const host = one(new Map([...conflict].filter(([path]) => path.includes("datadog"))), well);
    assert.ok(!rulesOf(host).includes("port-held-by-other"));
    assert.ok(!rulesOf(host).includes("log-says"), "what the log said is overtaken");
  });
});

describe("a host of which nothing is known", () => {
  it("has no finding, and says so", () => {
    const host = one(new Map(), nothingSeen);
    assert.deepEqual(host, {
      host: "web-1",
      summary: undefined,
      checks: [{ id: "placement", status: "unknown", summary: "Nothing here says what runs on web-1" }],
      findings: [],
    });
  });

  it("says what could not be seen", () => {
    const unseen = [{ what: "who holds the sockets", why: "needs root for 3" }];
    assert.deepEqual(checkOf(one(new Map(), { ...nothingSeen, unseen }), "unseen:who holds the sockets"), [
      "unknown",
      "who holds the sockets: needs root for 3",
    ]);
  });

  it("tells of a unit that failed and of traffic that is lost, for which there is no line", () => {
    const host = one(new Map(), {
      ...nothingSeen,
      units: [
        {
          name: "otelcol.service",
          active: "failed",
          sub: "failed",
          result: "exit-code",
          exitStatus: 1,
          restarts: 5,
          mainPid: undefined,
          files: [],
        },
      ],
      metrics: [
        {
          port: 8888,
          receivers: [{ id: "otlp", passed: 90, failed: 10 }],
          exporters: [{ id: "otlp/2", passed: 97, failed: 3, queueSize: 90, queueCapacity: 100 }],
          memoryBytes: undefined,
        },
      ],
    });
    assert.equal(host.summary, "otelcol.service has failed (exit-code, status 1, 5 restarts).");
    assert.deepEqual(checkOf(host, "metrics:8888"), [
      "warning",
      "The collector of 8888 refuses 10 % of what its otlp receiver gets, fails to send 3 % through its otlp/2 " +
        "exporter, has the queue of its otlp/2 exporter 90 % full",
    ]);
    assert.deepEqual(host.findings, []);
  });
});
