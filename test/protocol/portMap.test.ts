import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DidChangeConfigurationNotification } from "vscode-languageserver-protocol/node";
import { portCallersRequest, portMapRequest } from "../../server/src/protocol.js";
import type { ListenerItem, MappingItem, PortCallersResult, PortMapResult } from "../../server/src/protocol.js";
import { Editor } from "./editor.js";

describe("the port map over the protocol", () => {
  let editor: Editor;
  afterEach(() => editor.quit());

  const claims = async (): Promise<readonly (ListenerItem | MappingItem)[]> => {
    const map = await editor.connection.sendRequest<PortMapResult>(portMapRequest);
    return map.namespaces.flatMap(({ listeners, mappings }) => [...listeners, ...mappings]);
  };
  const claimOf = async (owner: string, port: number): Promise<ListenerItem | MappingItem> => {
    const found = (await claims()).find((each) => each.owner === owner && each.port === port);
    assert.ok(found, `${owner} ${port}`);
    return found;
  };
  const callersOf = async (owner: string, port: number): Promise<readonly string[]> => {
    const { id: listener } = await claimOf(owner, port);
    const answer = await editor.connection.sendRequest<PortCallersResult>(portCallersRequest, { listener });
    assert.equal(answer?.owner, owner);
    return answer.callers.map(({ how, by, uri, range }) => {
      const path = uri.slice(editor.uri("").length + 1);
      return `${how}: ${by} (${path}:${range.start.line + 1})`;
    });
  };

  it("is whole, however early somebody asks", async () => {
    editor = await Editor.open("examples/ddot-conflict");
    assert.equal((await claims()).length, 15);
  });

  it("is whole, too, where the settings are told again while files are read", async () => {
    const many = mkdtempSync(join(tmpdir(), "portolan-many-"));
    try {
      for (let number = 0; number < 300; number++) {
        const ports = `ports: ["${10_000 + number}:4317"]`;
        writeFileSync(
          join(many, `compose${number}.yaml`),
          `services: {a: {image: otel/opentelemetry-collector, ${ports}}}\n`,
        );
      }
      editor = await Editor.open(many);
      for (const on of [true, false]) {
        const settings = { portolan: {}, files: { exclude: { "**/.git": on } } };
        await editor.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
      }
      const published = (await claims()).filter(({ port }) => port !== null && port >= 10_000 && port < 10_300);
      assert.equal(published.length, 300);
    } finally {
      rmSync(many, { recursive: true });
    }
  });

  it("tells who is reached on the loopback alone, and who does not start", async () => {
    editor = await Editor.open("examples/ddot-conflict");
    const metrics = await claimOf("internal metrics of otelcol-contrib", 9999);
    assert.equal(metrics.loopback, false);
    assert.equal(metrics.willNotStart, undefined);
    assert.equal(metrics.problem, undefined);
    const flare = await claimOf("ddflare extension of DDOT", 7777);
    assert.equal(flare.loopback, true);
    assert.equal(flare.willNotStart, true);
    assert.equal((await claimOf("otlp receiver (grpc) of DDOT", 4317)).willNotStart, undefined);
  });

  it("says what a finding says of a port that no collision tells of", async () => {
    editor = await Editor.open("examples/compose-jaeger");
    const grpc = await claimOf("otlp receiver (grpc) of otel-collector", 4317);
    assert.match(
      grpc.problem ?? "",
      /^Port 4317\/tcp of the otlp receiver \(grpc\) of otel-collector is bound to localhost/,
    );
    assert.equal((await claimOf("published port of jaeger", 4317)).problem, undefined);
  });

  it("names who connects, and what hands a port on", async () => {
    editor = await Editor.open("examples/compose-jaeger");
    assert.deepEqual(await callersOf("OTLP (grpc) of jaeger", 4317), [
      "dials: otlp/jaeger exporter of otel-collector (collector/config.yaml:8)",
      "hands on: published port of jaeger (docker-compose.yaml:7)",
    ]);
    assert.deepEqual(await callersOf("published port of jaeger", 16686), []);
  });

  it("answers nothing for a port that is no longer there", async () => {
    editor = await Editor.open("examples/compose-jaeger");
    const answer = await editor.connection.sendRequest<PortCallersResult>(portCallersRequest, { listener: "gone" });
    assert.equal(answer, null);
  });
});
