import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Editor } from "./editor.js";
import { portChoicesRequest, portEditRequest, portMapRequest } from "../../server/src/protocol.js";
import type { PortChoicesResult, PortMapResult } from "../../server/src/protocol.js";
import type { WorkspaceEdit } from "vscode-languageserver-protocol/node";

const openSource = "etc/otelcol-contrib/config.yaml";
const ddot = "etc/datadog-agent/otel-config.yaml";
const agent = "etc/datadog-agent/datadog.yaml";

describe("the DDOT collision over the protocol", () => {
  let editor: Editor;

  beforeEach(async () => {
    editor = await Editor.open("examples/ddot-conflict", { commands: ["portolan.changePort"] });
    await editor.until("both sides", () => editor.rules(ddot).length === 3 && editor.rules(openSource).length === 2);
  });
  afterEach(() => editor.quit());

  it("publishes both sides of both collisions and the cascade, before any file is open", () => {
    assert.deepEqual(editor.rules(openSource), ["port-conflict", "port-conflict"]);
    assert.deepEqual(editor.rules(ddot), ["agent-cascade", "port-conflict", "port-conflict"]);
    const [conflict] = editor.diagnostics.get(editor.uri(openSource)) ?? [];
    assert.ok(conflict);
    assert.equal(conflict.severity, 1);
    assert.equal(conflict.source, "portolan");
    assert.deepEqual(conflict.range, { start: { line: 5, character: 18 }, end: { line: 5, character: 30 } });
    const { message } = conflict;
    assert.ok(typeof message === "string");
    assert.match(message, /otlp receiver \(grpc\) of DDOT \(etc\/datadog-agent\/otel-config\.yaml:10\)/);
    assert.match(message, /listen tcp 0\.0\.0\.0:4317: bind: address already in use/);
    assert.match(message, /one host's file tree/);
    const related = conflict.relatedInformation?.[0];
    assert.equal(related?.location.uri, editor.uri(ddot));
    assert.equal(related.location.range.start.line, 9);
  });

  it("clears both files while a free port is typed, unsaved, and brings both back", async () => {
    await editor.show(openSource);
    await editor.replace(openSource, "0.0.0.0:4317", "0.0.0.0:24317");
    await editor.until(
      "4317 to be free",
      () => editor.rules(openSource).length === 1 && editor.rules(ddot).length === 2,
    );
    await editor.replace(openSource, "0.0.0.0:4318", "0.0.0.0:24318");
    await editor.until("silence", () => editor.rules(openSource).length === 0 && editor.rules(ddot).length === 0);
    await editor.replace(openSource, "0.0.0.0:24317", "0.0.0.0:4317");
    await editor.until("4317 again", () => editor.rules(openSource).length === 1 && editor.rules(ddot).length === 2);
    await editor.close(openSource);
    await editor.until(
      "the file on disk",
      () => editor.rules(openSource).length === 2 && editor.rules(ddot).length === 3,
    );
  });

  it("moves DDOT from either side, the number alone, and then to the second choice", async () => {
    await editor.show(openSource);
    await editor.show(ddot);
    for (const [path, needle] of [
      [openSource, "0.0.0.0:4317"],
      [ddot, "0.0.0.0:4317"],
    ] as const) {
      const titles = (await editor.codeActions(path, needle)).map(({ title }) => title);
      assert.equal(titles[0], "Move the otlp receiver (grpc) of DDOT to port 14317");
      assert.match(
        titles[1] ?? "",
        /^Move the otlp receiver \(grpc\) of DDOT to port 43170 \(.*ephemeral range 32768–60999/,
      );
      assert.equal(titles[2], "Change the port of the otlp receiver (grpc) of DDOT…");
    }
    const [fix] = await editor.codeActions(openSource, "0.0.0.0:4317");
    assert.equal(fix?.isPreferred, true);
    const before = editor.text(ddot);
    await editor.apply(fix.edit);
    assert.equal(editor.text(ddot), before.replace("0.0.0.0:4317", "0.0.0.0:14317"));
    await editor.until(
      "4317 to be free",
      () => editor.rules(openSource).length === 1 && editor.rules(ddot).length === 2,
    );
  });

  it("offers to ask for a number only to a client that can", async () => {
    const plain = await Editor.open("examples/ddot-conflict");
    try {
      await plain.show(ddot);
      await plain.until("both sides", () => plain.rules(ddot).length === 3);
      const actions = await plain.codeActions(ddot, "0.0.0.0:4317");
      assert.ok(actions.length >= 4);
      assert.ok(actions.every(({ command }) => command?.command !== "portolan.changePort"));
    } finally {
      await plain.quit();
    }
  });

  it("answers the port map, and moves a listener of it to a chosen port", async () => {
    await editor.show(ddot);
    const map = await editor.connection.sendRequest<PortMapResult>(portMapRequest);
    const [host] = map.namespaces;
    assert.equal(host?.kind, "host");
    const owners = (port: number): string[] =>
      host.listeners.filter((each) => each.port === port).map(({ workload }) => workload);
    assert.deepEqual(owners(4317), ["DDOT", "otelcol-contrib"]);
    // The pinned 0.96.0 binds what `address` says, so nobody but DDOT has 8888.
    assert.deepEqual(owners(8888), ["DDOT"]);
    assert.deepEqual(owners(9999), ["otelcol-contrib"]);
    const grpc = host.listeners.find(({ port, workload }) => port === 4317 && workload === "DDOT");
    assert.equal(grpc?.conflict, true);
    assert.equal(grpc.uri, editor.uri(ddot));
    const choices = await editor.connection.sendRequest<PortChoicesResult>(portChoicesRequest, { listener: grpc.id });
    assert.ok(choices);
    assert.equal(choices.current, 4317);
    assert.deepEqual(choices.proposals[0], { port: 14317 });
    assert.ok(
      choices.taken.some(({ port, owner }) => port === 9999 && owner === "internal metrics of otelcol-contrib"),
    );
    const edit = await editor.connection.sendRequest<WorkspaceEdit>(portEditRequest, { listener: grpc.id, port: 5317 });
    await editor.apply(edit);
    assert.match(editor.text(ddot), /endpoint: 0\.0\.0\.0:5317/);
  });

  it("follows files on disk: changed, gone, and new", async () => {
    const path = join(editor.folder, agent);
    writeFileSync(path, "site: datadoghq.com\notelcollector:\n  enabled: false\n");
    await editor.touched(agent, 2);
    await editor.until(
      "DDOT to be off",
      () => editor.rules(openSource).length === 0 && editor.rules(ddot).length === 0,
    );
    rmSync(path);
    await editor.touched(agent, 3);
    await editor.until("DDOT to be back", () => editor.rules(openSource).length === 2);
    rmSync(join(editor.folder, "etc/otelcol-contrib"), { recursive: true });
    await editor.touched("etc/otelcol-contrib", 3);
    await editor.until("no rival", () => editor.rules(ddot).length === 0);
    await editor.until("silence", () => editor.rules(openSource).length === 0);
  });

  it("lets no version pin go unheeded", async () => {
    rmSync(join(editor.folder, ".portolan.yaml"));
    await editor.touched(".portolan.yaml", 3);
    const ports = async (): Promise<readonly string[]> =>
      (await editor.connection.sendRequest<PortMapResult>(portMapRequest)).namespaces
        .flatMap(({ listeners }) => listeners)
        .filter(({ label, workload }) => label === "internal metrics" && workload === "otelcol-contrib")
        .map(({ port, note }) => `${port} ${note}`);
    assert.deepEqual(await ports(), ["8888 since collector v0.123.0", "9999 before collector v0.123.0"]);
    await editor.configure({ portolan: { collector: { version: "0.96.0" } } });
    for (let tries = 0; tries < 100 && (await ports()).length > 1; tries++)
      await new Promise((next) => setTimeout(next, 20));
    assert.deepEqual(await ports(), ["9999 undefined"]);
  });
});
