import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProbeView } from "../../server/src/cli/probeView.js";
import { eventually } from "../editor/eventually.js";
import { freePort } from "./sshWorld.js";
import { portolanIn } from "./terminal.js";

const program = "otelcol";

const config = (grpc: number, http: number, metrics: number): string => `receivers:
  otlp:
    protocols:
      grpc: {endpoint: "0.0.0.0:${grpc}"}
      http: {endpoint: "127.0.0.1:${http}"}
exporters:
  debug:
service:
  telemetry:
    metrics:
      readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: ${metrics}}}}}]
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`;

const isOpen = (port: number): Promise<boolean> =>
  new Promise((fulfil) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      fulfil(true);
    }).once("error", () => fulfil(false));
  });

/** A real one, which nobody installs for a test; where there is none, these tests are not there either. */
const describeIfThere = spawnSync(program, ["components"]).status === 0 ? describe : undefined;
if (describeIfThere === undefined) console.log(`  no ${program} on the PATH: a real collector is not asked`);

describeIfThere?.("asking a host on which a real collector runs", function () {
  this.timeout(60_000);
  let folder: string;
  let collector: ChildProcess;
  let grpc: number;
  let http: number;

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "portolan-collector-")));
    [grpc, http] = [await freePort(), await freePort()];
    const file = join(folder, "config.yaml");
    writeFileSync(file, config(grpc, http, await freePort()));
    writeFileSync(join(folder, ".portolan.yaml"), "hosts: {here: {runs: [config.yaml]}}\n");
    collector = spawn(program, ["--config", file], { stdio: "ignore" });
    await eventually("its receivers", async () => ((await isOpen(grpc)) && (await isOpen(http))) || undefined);
  });
  after(() => {
    collector.kill();
    rmSync(folder, { recursive: true });
  });

  const ask = async (): Promise<ProbeView & { readonly code: number | undefined }> => {
    const { code, out } = await portolanIn(folder, "probe", "here", "--via", "local", "--format", "json");
    return { ...(JSON.parse(out) as ProbeView), code };
  };
  const statusOf = ({ hosts }: ProbeView, id: string): string | undefined =>
    hosts[0]?.checks.find((each) => each.id === id)?.status;

  it("finds its sockets, its configuration and its metrics as declared", async () => {
    const view = await ask();
    assert.equal(statusOf(view, `port:${String(grpc)}/tcp`), "ok");
    assert.equal(statusOf(view, `port:${String(http)}/tcp`), "ok");
    assert.equal(statusOf(view, `config:${join(folder, "config.yaml")}`), "ok");
    assert.equal(statusOf(view, `process:${String(collector.pid)}`), "ok");
    assert.deepEqual(view.findings, []);
  });

  it("finds that a port moved in the file since it was started", async () => {
    const moved = await freePort();
    writeFileSync(join(folder, "config.yaml"), config(grpc, moved, await freePort()));
    const view = await ask();
    assert.equal(statusOf(view, `port:${String(moved)}/tcp`), "failed");
    assert.ok(view.findings.some(({ rule, message }) => rule === "not-listening" && message.includes(String(moved))));
    assert.equal(view.code, 1);
  });
});
