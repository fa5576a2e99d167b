import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CodeAction, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver-protocol/node";
import {
  changePortCommand,
  portChoicesRequest,
  portEditRequest,
  tellUnsavedCommand,
  type PortChoicesResult,
} from "../../server/src/protocol.js";
import { Editor } from "./editor.js";

const config = (endpoint: string, exporter = "debug:", used = "debug"): string => `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: ${endpoint}
exporters:
  ${exporter}
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [${used}]
`;

/** Two collectors of one host take 4317; an application of that host dials it, a program somewhere perhaps too. */
const files = {
  "etc/otelcol/config.yaml": config("0.0.0.0:4317"),
  "etc/otelcol-contrib/config.yaml": config("0.0.0.0:4317"),
  "etc/systemd/system/app.service":
    "[Service]\nExecStart=/usr/bin/app\nEnvironment=OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317\n",
};
const [own, other, app] = Object.keys(files) as [string, string, string];

const annotates = { workspace: { workspaceEdit: { changeAnnotationSupport: { groupsOnLabel: true } } } };

describe("changing a port over the protocol", () => {
  let editor: Editor;

  const open = async (commands: readonly string[], more = {}): Promise<void> => {
    editor = await Editor.open(undefined, { commands }, more);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(editor.folder, path)), { recursive: true });
      writeFileSync(join(editor.folder, path), text);
      await editor.touched(path, 1);
    }
    await editor.until("both sides", () => [own, other].every((path) => editor.rules(path).includes("port-conflict")));
    await editor.show(own);
  };
  const moveOwn = async (): Promise<CodeAction> => {
    const actions = await editor.codeActions(own, "0.0.0.0:4317");
    const action = actions.find(({ title }) =>
      title.startsWith("Move the otlp receiver (grpc) of otelcol to port 14317"),
    );
    assert.ok(action, JSON.stringify(actions.map(({ title }) => title)));
    return action;
  };
  const filesOf = (edit: WorkspaceEdit | null | undefined): readonly string[] =>
    ((edit?.documentChanges ?? []) as TextDocumentEdit[]).map(({ textDocument }) =>
      textDocument.uri.slice(editor.uri("").length + 1),
    );
  afterEach(() => editor.quit());

  it("asks an editor to confirm what may mean either of both owners", async () => {
    await open([], annotates);
    const { edit } = await moveOwn();
    assert.deepEqual(edit?.changeAnnotations, {
      "Port 4317 becomes 14317": { label: "Port 4317 becomes 14317", needsConfirmation: false },
      "Perhaps the same port 4317": {
        label: "Perhaps the same port 4317",
        description: "Nothing tells for certain that this is the port which becomes 14317.",
        needsConfirmation: true,
      },
    });
    assert.deepEqual(edit.documentChanges, [
      {
        textDocument: { uri: editor.uri(own), version: 1 },
        edits: [
          {
            range: { start: { line: 4, character: 26 }, end: { line: 4, character: 30 } },
            newText: "14317",
            annotationId: "Port 4317 becomes 14317",
          },
        ],
      },
      {
        textDocument: { uri: editor.uri(app), version: null },
        edits: [
          {
            range: { start: { line: 2, character: 57 }, end: { line: 2, character: 61 } },
            newText: "14317",
            annotationId: "Perhaps the same port 4317",
          },
        ],
      },
    ]);
  });

  it("leaves that alone for an editor that does not ask", async () => {
    await open([]);
    const { edit } = await moveOwn();
    assert.equal(edit?.changeAnnotations, undefined);
    assert.deepEqual(filesOf(edit), [own]);
    await editor.apply(edit);
    // What is left on both sides is 8888, the collectors' own metrics.
    await editor.until("the port to be free", () => [own, other].every((path) => editor.rules(path).length === 1));
  });

  it("moves the application along once nobody else has the port", async () => {
    await open([], annotates);
    await editor.replace(own, "0.0.0.0:4317", "0.0.0.0:5317");
    await editor.show(other);
    const at = { uri: editor.uri(other), position: editor.rangeOf(other, "0.0.0.0:4317").end };
    const edit = await editor.connection.sendRequest<WorkspaceEdit | null>(portEditRequest, { ...at, port: 6317 });
    assert.deepEqual(filesOf(edit), [other, app]);
    assert.deepEqual(Object.keys(edit?.changeAnnotations ?? {}), ["Port 4317 becomes 6317"]);
  });

  it("has a client tell of files that are changed but not open", async () => {
    await open([tellUnsavedCommand], annotates);
    const { command } = await moveOwn();
    assert.deepEqual(command, {
      title: "Save what is not open",
      command: tellUnsavedCommand,
      arguments: [[editor.uri(app)]],
    });
    await editor.show(app);
    assert.equal((await moveOwn()).command, undefined);
  });

  it("offers to change any port under the cursor, and says what is taken", async () => {
    await open([changePortCommand]);
    await editor.replace(own, "0.0.0.0:4317", "0.0.0.0:5317");
    const [action, ...none] = (await editor.codeActions(own, "5317")).filter(({ kind }) => kind === "refactor.rewrite");
    assert.deepEqual(none, []);
    const title = "Change port 5317 of the otlp receiver (grpc) of otelcol, wherever it is written…";
    const at = { uri: editor.uri(own), position: { line: 4, character: 26 } };
    assert.deepEqual(action, {
      title,
      kind: "refactor.rewrite",
      command: { title, command: changePortCommand, arguments: [at] },
    });
    assert.deepEqual(await editor.connection.sendRequest<PortChoicesResult>(portChoicesRequest, at), {
      owner: "otlp receiver (grpc) of otelcol",
      current: 5317,
      opens: "socket",
      proposals: [{ port: 15317 }, { port: 53170, note: "in Linux's ephemeral range 32768–60999" }, { port: 25317 }],
      taken: [
        { port: 8888, owner: "internal metrics of otelcol-contrib" },
        { port: 4317, owner: "otlp receiver (grpc) of otelcol-contrib" },
      ],
    });
  });

  it("answers null where no port stands, and for one that cannot be had", async () => {
    await open([]);
    const at = (line: number, character: number): object => ({ uri: editor.uri(own), position: { line, character } });
    const ask = (request: string, params: object): Promise<unknown> => editor.connection.sendRequest(request, params);
    assert.equal(await ask(portChoicesRequest, at(0, 0)), null);
    assert.equal(await ask(portChoicesRequest, { listener: "nobody" }), null);
    assert.equal(await ask(portEditRequest, { ...at(4, 27), port: 0 }), null);
    assert.equal(await ask(portEditRequest, { ...at(4, 27), port: 8888 }), null);
    assert.equal(await ask(portEditRequest, { ...at(4, 27), port: 1.5 }), null);
  });
});
