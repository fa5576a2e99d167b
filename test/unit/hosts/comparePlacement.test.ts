import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpuUsage } from "node:process";
import { declaredPorts } from "../../../server/src/analysis/hosts/compare.js";
import type { HostObservation, SocketSeen } from "../../../server/src/analysis/hosts/observation.js";
import { AnalysisSession } from "../../../server/src/analysis/session.js";
import { readFile } from "../../../server/src/analysis/sources/index.js";
import type { SiteModel } from "../../../server/src/analysis/topology/model.js";
import { nothingSeen, report, type Texts } from "../../rules/liveFixture.js";

const config = (port: number): string =>
  `receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:${port}"}}}}
exporters: {debug: {}}
service: {telemetry: {metrics: {level: none}}, pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}
`;

const java = (port: number): SocketSeen => ({
  transport: "tcp",
  address: "0.0.0.0",
  port,
  dualStack: undefined,
  owners: [{ process: "java", pid: 77 }],
  tool: "ss",
});

/** java has 4317 and 5317, so that a finding shows where the host was placed. */
const taken: HostObservation = { ...nothingSeen, sockets: [java(4317), java(5317)] };

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const has = (path: string, text?: string): HostObservation["configs"] => [
  { path, state: "readable", bytes: text?.length, sha256: text === undefined ? undefined : sha256(text) },
];

/** `error a.yaml` for each finding of `port-held-by-other`. */
function placed(texts: Record<string, string>, seen: HostObservation): readonly string[] {
  const [host] = report(new Map(Object.entries(texts)), seen).hosts;
  return (host?.findings ?? [])
    .filter(({ rule }) => rule === "port-held-by-other")
    .map(({ severity, place }) => `${severity} ${place.file.slice("/fixture/".length)}`);
}

describe("which part of the workspace a host is", () => {
  const trees = {
    "web-1/etc/otelcol/config.yaml": config(4317),
    "web-2/etc/otelcol/config.yaml": config(5317),
  };

  it("is what .portolan.yaml names with the alias, with or without a user", () => {
    const texts = {
      ".portolan.yaml": "hosts:\n  front: {runs: [a.yaml], ssh: web-1}\n  back: {runs: [b.yaml], ssh: web-2}\n",
      "a.yaml": config(4317),
      "b.yaml": config(5317),
    };
    assert.deepEqual(placed(texts, taken), ["error a.yaml"]);
    assert.deepEqual(placed(texts, { ...taken, host: "ann@web-2" }), ["error b.yaml"]);
    assert.deepEqual(placed(texts, { ...taken, host: "front" }), ["error a.yaml"]);
    assert.deepEqual(placed(texts, { ...taken, host: "web-3", machine: { ...taken.machine, hostname: "x" } }), []);
  });

  it("is the file tree that is called like it", () => {
    assert.deepEqual(placed(trees, taken), ["error web-1/etc/otelcol/config.yaml"]);
    assert.deepEqual(placed(trees, { ...taken, host: "10.0.0.7" }), ["error web-1/etc/otelcol/config.yaml"]);
  });

  it("is the file tree with the text that it has", () => {
    const seen = {
      ...taken,
      host: "10.0.0.8",
      machine: { ...taken.machine, hostname: "db" },
      configs: has("/etc/otelcol/config.yaml", config(5317)),
    };
    assert.deepEqual(placed(trees, seen), ["error web-2/etc/otelcol/config.yaml"]);
  });

  it("is open where two trees have the file and nothing tells them apart", () => {
    const seen = {
      ...taken,
      host: "db",
      machine: { ...taken.machine, hostname: "db" },
      configs: has("/etc/otelcol/config.yaml"),
    };
    assert.deepEqual(placed(trees, seen), []);
  });

  it("is the configuration in a folder whose text it has, wherever it has it", () => {
    const texts = { "a/gateway.yaml": config(4317), "b/gateway.yaml": config(5317) };
    assert.deepEqual(placed(texts, { ...taken, configs: has("/opt/otel.yaml", config(5317)) }), [
      "error b/gateway.yaml",
    ]);
    assert.deepEqual(placed(texts, { ...taken, configs: has("/gateway.yaml") }), [], "a bare name is no path");
    assert.deepEqual(placed(texts, { ...taken, configs: has("/b/gateway.yaml") }), ["error b/gateway.yaml"]);
  });

  it("is no more than supposed where the workspace has only one host", () => {
    assert.deepEqual(placed({ "gateway.yaml": config(4317) }, taken), ["information gateway.yaml"]);
    assert.deepEqual(placed({ "a.yaml": config(4317), "b.yaml": config(5317) }, taken), []);
  });

  it("has no trouble where it only may be that host", () => {
    const [host] = report(new Map([["gateway.yaml", config(4317)]]), { ...nothingSeen, sockets: [java(22)] }).hosts;
    assert.equal(host?.summary, undefined);
    assert.deepEqual(
      host?.checks.map(({ id, status }) => `${id} ${status}`),
      ["placement unknown", "port:4317/tcp unknown"],
    );
  });

  it("has no root cause where it only may be that host", () => {
    const [host] = report(new Map([["gateway.yaml", config(4317)]]), taken).hosts;
    assert.equal(host?.summary, "java (pid 77) holds 4317/tcp at 0.0.0.0:4317, and gateway wants it.");
    assert.equal(host.checks.find(({ id }) => id === "port:4317/tcp")?.status, "warning");
  });

  it("says first what does not run there", () => {
    const [host] = report(new Map(Object.entries(trees)), { ...nothingSeen, sockets: [java(22)] }).hosts;
    assert.equal(host?.summary, "otelcol was not seen running on web-1.");
    assert.deepEqual(host.checks.find(({ id }) => id === "port:4317/tcp")?.status, "warning");
  });

  it("is no block of a page", () => {
    const page = `# Guide\n\n\`\`\`yaml\n${config(4317)}\`\`\`\n`;
    assert.deepEqual(placed({ "guide.md": page }, taken), []);
  });
});

describe("the ports that a probe asks for", () => {
  const models = (texts: Texts): readonly SiteModel[] => {
    const session = new AnalysisSession({ roots: ["/w"] });
    for (const [path, text] of texts) session.set(`/w/${path}`, readFile(`/w/${path}`, text));
    session.update();
    return session.models();
  };

  it("are those that matter everywhere and those of the host", () => {
    const named = models(
      new Map([
        [".portolan.yaml", "hosts:\n  web-1: {runs: [a.yaml]}\n  web-2: {runs: [b.yaml]}\n"],
        ["a.yaml", config(6317)],
        ["b.yaml", config(7317)],
      ]),
    );
    assert.deepEqual(declaredPorts(named, "web-1"), [4317, 4318, 8888, 13133, 7777, 6317]);
    assert.deepEqual(declaredPorts(named, "elsewhere"), [4317, 4318, 8888, 13133, 7777]);
  });

  it("are no more than 64, whatever the workspace holds", () => {
    const many = models(new Map(Array.from({ length: 100 }, (_, at) => [`${at}.yaml`, config(20_000 + at)])));
    const ports = declaredPorts(many, "web-1");
    assert.equal(ports.length, 64);
    assert.equal(ports.at(-1), 20_058);
  });
});

describe("a live finding that somebody has looked at", () => {
  const commented = config(4317).replace(
    "receivers:",
    "# portolan-ignore port-held-by-other: java is the old gateway\nreceivers:",
  );

  it("is taken back by a comment on its line", () => {
    assert.deepEqual(placed({ "gateway.yaml": commented }, taken), []);
  });

  it("is taken back by .portolan.yaml", () => {
    const project = "ignore:\n  - {rule: port-held-by-other, files: [gateway.yaml], reason: old}\n";
    assert.deepEqual(placed({ ".portolan.yaml": project, "gateway.yaml": config(4317) }, taken), []);
  });

  it("leaves its comment alone while no host is asked", () => {
    const session = new AnalysisSession({ roots: ["/w"] });
    session.set("/w/gateway.yaml", readFile("/w/gateway.yaml", commented));
    session.update();
    assert.deepEqual(session.findingsOf("/w/gateway.yaml"), []);
  });
});

describe("a host that sends whatever it likes", () => {
  it("is compared in time that grows with what it sent", () => {
    const sockets = Array.from({ length: 5_000 }, (_, at) => java(at + 1));
    const processes = Array.from({ length: 5_000 }, (_, at) => ({
      pid: at + 2,
      kind: "collector" as const,
      program: "otelcol",
      args: [],
      configs: [`/etc/otelcol/${at}.yaml`],
      user: undefined,
      unit: undefined,
      ownNetwork: false,
    }));
    const texts = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [`host/etc/otel-${at}/config.yaml`, config(10_000 + at)]),
    );
    const before = cpuUsage();
    const [host] = report(new Map(Object.entries(texts)), { ...nothingSeen, host: "host", sockets, processes }).hosts;
    assert.deepEqual(
      host?.checks.filter(({ id }) => id === "unseen:processes").map(({ summary }) => summary),
      ["processes: only the first 512 were compared"],
    );
    const seconds = cpuUsage(before).user / 1e6;
    assert.ok(seconds < 5, `${seconds} s`);
  });
});
