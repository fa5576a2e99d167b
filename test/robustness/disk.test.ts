import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  CancellationTokenSource,
  CompletionRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DocumentSymbolRequest,
  HoverRequest,
} from "vscode-languageserver-protocol/node";
import { checkout, Editor } from "../protocol/editor.js";

const collector = (port: number): string => `receivers:
  otlp: {protocols: {grpc: {endpoint: "0.0.0.0:${port}"}}}
exporters:
  debug:
service:
  telemetry: {metrics: {level: none}}
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`;
const first = "etc/otelcol/config.yaml";
const second = "etc/otelcol-contrib/config.yaml";

describe("the server, when the disk and the client misbehave", () => {
  let editor: Editor;

  beforeEach(async () => {
    editor = await Editor.open(undefined);
    await write(first, collector(4317));
  });
  afterEach(() => editor.quit());

  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(editor.folder, path)), { recursive: true });
    writeFileSync(join(editor.folder, path), text);
  };
  const write = async (path: string, text: string): Promise<void> => {
    put(path, text);
    await editor.touched(path, 1);
  };

  /** Whether a collision that appears and goes is told, at the side that is on disk, too. */
  const answersRight = async (): Promise<void> => {
    await editor.show(second, collector(4317));
    await editor.until("the collision", () => editor.rules(first).includes("port-conflict"));
    await editor.replace(second, "4317", "5317");
    await editor.until("no collision", () => !editor.rules(first).includes("port-conflict"));
    await editor.close(second);
  };

  it("links that lead in a circle", async () => {
    symlinkSync(editor.folder, join(editor.folder, "etc/up"));
    symlinkSync("self.yaml", join(editor.folder, "self.yaml"));
    symlinkSync("b", join(editor.folder, "a"));
    symlinkSync("a", join(editor.folder, "b"));
    for (const path of ["self.yaml", "a/config.yaml", "etc/up", `etc/up/${first}`]) await editor.touched(path, 1);
    await editor.configure({ portolan: { exclude: ["nothing"] } });
    await answersRight();
    assert.equal(
      [...editor.diagnostics.keys()].some((uri) => uri.includes("/etc/up/")),
      false,
    );
  });

  it("files that cannot be read, and such as are none", async () => {
    put("secret.yaml", collector(1));
    chmodSync(join(editor.folder, "secret.yaml"), 0o000);
    mkdirSync(join(editor.folder, "folder.yaml"));
    put("binary.yaml", `\0${collector(4317)}`);
    put("large.yaml", `${collector(4317)}#${"x".repeat(5 * 1024 * 1024)}`);
    for (const path of ["secret.yaml", "folder.yaml", "binary.yaml", "large.yaml"]) await editor.touched(path, 1);
    await answersRight();
    assert.deepEqual(editor.rules("binary.yaml"), []);
    chmodSync(join(editor.folder, "secret.yaml"), 0o600);
  });

  it("a text in the editor that is too large to be read", async () => {
    await editor.show(second, collector(4317));
    await editor.until("the collision", () => editor.rules(first).includes("port-conflict"));
    await editor.replace(second, "exporters:\n", `#${"x".repeat(5 * 1024 * 1024)}\nexporters:\n`);
    await editor.until("nothing", () => !editor.rules(first).includes("port-conflict"));
    assert.deepEqual(editor.rules(second), []);
    await editor.close(second);
    await answersRight();
  });

  it("files that vanish before anybody read them, or come and go", async () => {
    for (let round = 0; round < 50; round++) {
      put(second, collector(4317));
      await editor.touched(second, round === 0 ? 1 : 2);
      rmSync(join(editor.folder, second));
      await editor.touched(second, round % 2 === 0 ? 3 : 2);
    }
    await editor.touched("never/was.yaml", 3);
    await answersRight();
  });

  it("a folder that is renamed", async () => {
    await write(second, collector(4317));
    await editor.until("the collision", () => editor.rules(first).includes("port-conflict"));
    renameSync(join(editor.folder, "etc/otelcol-contrib"), join(editor.folder, "elsewhere"));
    await editor.touched("etc/otelcol-contrib", 3);
    await editor.touched("elsewhere/config.yaml", 1);
    await editor.until("no collision", () => !editor.rules(first).includes("port-conflict"));
    assert.deepEqual(editor.rules(second), []);
    renameSync(join(editor.folder, "elsewhere"), join(editor.folder, "etc/otelcol-contrib"));
    await editor.touched("elsewhere", 3);
    await editor.touched(second, 1);
    await editor.until("the collision again", () => editor.rules(first).includes("port-conflict"));
    rmSync(join(editor.folder, "etc/otelcol-contrib"), { recursive: true });
    await editor.touched("etc/otelcol-contrib", 3);
    await answersRight();
  });

  it("10,000 events at once, in one message and one by one", async () => {
    await write(second, collector(4317));
    const uris = Array.from({ length: 10_000 }, (_, index) => editor.uri(`etc/${index}/config.yaml`));
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: uris.map((uri, index) => ({ uri, type: ((index % 3) + 1) as 1 | 2 | 3 })),
    });
    for (let index = 0; index < 1000; index++) await editor.touched(`etc/${index}/config.yaml`, 1);
    await editor.until("the collision", () => editor.rules(first).includes("port-conflict"));
    rmSync(join(editor.folder, second));
    await editor.touched(second, 3);
    await answersRight();
  });

  it("versions out of their order, and changes of what is not open", async () => {
    await editor.show(second, collector(1));
    for (const version of [7, 3, -1, 3, 0]) {
      await editor.connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: editor.uri(second), version },
        contentChanges: [{ text: collector(4317 + version) }],
      });
    }
    await editor.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: editor.uri("not/open.yaml"), version: 2 },
      contentChanges: [{ text: collector(4317) }],
    });
    await editor.until("the last text", () => editor.rules(first).includes("port-conflict"));
    await editor.close(second);
    await editor.close(second);
    await editor.until("no collision", () => !editor.rules(first).includes("port-conflict"));
    await answersRight();
  });

  it("ranges that lie outside the text", async () => {
    await editor.show(second, collector(1));
    const far = { line: 2 ** 31 - 1, character: 2 ** 31 - 1 };
    await editor.change(second, [{ range: { start: { line: 1, character: 900 }, end: far }, newText: "x" }]);
    const params = { textDocument: { uri: editor.uri(second) }, position: far };
    await editor.connection.sendRequest(HoverRequest.type, params);
    await editor.connection.sendRequest(CompletionRequest.type, params);
    await editor.close(second);
    await answersRight();
  });

  it("a client that cancels everything it asks", async () => {
    await editor.show(second, collector(4317));
    const params = { textDocument: { uri: editor.uri(second) }, position: { line: 1, character: 3 } };
    const asked = Array.from({ length: 500 }, async (_, index) => {
      const source = new CancellationTokenSource();
      const request = [HoverRequest.method, CompletionRequest.method, DocumentSymbolRequest.method][index % 3] ?? "";
      const answer = editor.connection.sendRequest(request, params, source.token).catch(() => "cancelled");
      if (index % 2 === 0) source.cancel();
      else setImmediate(() => source.cancel());
      return answer;
    });
    await Promise.all(asked);
    await editor.close(second);
    await answersRight();
  });

  it("asks for what does not exist", async () => {
    await assert.rejects(editor.connection.sendRequest("portolan/nothing", {}));
    for (const uri of [
      "",
      "x",
      "file://",
      "file:///%00",
      "file:///%",
      "untitled:",
      "https://x/y.yaml",
      "file:///a%2Fb",
    ]) {
      const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
      assert.equal(await editor.connection.sendRequest(HoverRequest.type, params), null, uri);
    }
    await answersRight();
  });
});

describe("a client that dies", () => {
  for (const [name, finish] of [
    ["without a word", ""],
    ["in the middle of a message", "Content-Length: 1000\r\n\r\n{"],
  ] as const) {
    it(`${name}: the server ends`, async () => {
      const child = spawn(process.execPath, [join(checkout, "dist/server.js"), "--stdio"], {
        stdio: ["pipe", "pipe", "ignore"],
      });
      const ended = once(child, "exit");
      const answered = once(child.stdout, "data");
      const params = { processId: null, rootUri: null, capabilities: {} };
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params });
      child.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
      assert.match(String((await answered)[0]), /^Content-Length: /);
      child.stdin.end(finish);
      assert.deepEqual(await ended, [1, null]);
    });
  }
});
