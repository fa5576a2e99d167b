import assert from "node:assert/strict";
import {
  ExecuteCommandRequest,
  RenameRequest,
  ShowMessageNotification,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { tellUnsavedCommand } from "../../server/src/protocol.js";
import { Editor } from "./editor.js";

const own = "etc/otelcol-contrib/config.yaml";
const ddot = "etc/datadog-agent/otel-config.yaml";
const said = (names: string): string => `Changed without being open: ${names}. Save what is changed.`;

describe("edits of files that are not open, over the protocol", () => {
  let editor: Editor;
  let messages: string[];

  const open = async (example: string, commands: readonly string[] = []): Promise<void> => {
    editor = await Editor.open(example, { commands });
    messages = [];
    editor.connection.onNotification(ShowMessageNotification.type, ({ message }) => void messages.push(message));
  };
  const rename = (path: string, needle: string): Promise<WorkspaceEdit | null> =>
    editor.connection.sendRequest(RenameRequest.type, {
      textDocument: { uri: editor.uri(path) },
      position: editor.rangeOf(path, needle).end,
      newName: "14317",
    });
  afterEach(() => editor.quit());

  it("are told by the server where the editor has no command of its own for it", async () => {
    await open("examples/ddot-conflict");
    assert.deepEqual(editor.capabilities.executeCommandProvider, { commands: [tellUnsavedCommand] });
    await editor.show(own);
    await editor.until("the collision", () => editor.rules(own).includes("port-conflict"));
    const [move] = await editor.codeActions(own, "0.0.0.0:4317");
    assert.equal(move?.title, "Move the otlp receiver (grpc) of DDOT to port 14317");
    assert.deepEqual(move.command, {
      title: "Save what is not open",
      command: tellUnsavedCommand,
      arguments: [[editor.uri(ddot)]],
    });
    assert.deepEqual(messages, []);
    await editor.connection.sendRequest(ExecuteCommandRequest.type, move.command);
    assert.deepEqual(messages, [said(ddot)]);

    await editor.show(ddot);
    const [again] = await editor.codeActions(own, "0.0.0.0:4317");
    assert.equal(again?.title, move.title);
    assert.equal(again.command, undefined);
  });

  it("are told with the answer of a rename, which no command follows", async () => {
    await open("examples/move-port");
    for (const path of ["gateway-config.yaml", "gateway.yaml", "agent.yaml", "apps.yaml"]) await editor.show(path);
    assert.equal((await rename("gateway-config.yaml", "endpoint: 0.0.0.0:4317"))?.documentChanges?.length, 6);
    assert.deepEqual(messages, [said("network-policy.yaml, services.yaml")]);
    for (const path of ["network-policy.yaml", "services.yaml"]) await editor.show(path);
    await rename("gateway-config.yaml", "endpoint: 0.0.0.0:4317");
    assert.equal(messages.length, 1);
  });

  it("are left to an editor that tells of them itself", async () => {
    await open("examples/move-port", [tellUnsavedCommand]);
    assert.equal(editor.capabilities.executeCommandProvider, undefined);
    await editor.show("gateway-config.yaml");
    assert.equal((await rename("gateway-config.yaml", "endpoint: 0.0.0.0:4317"))?.documentChanges?.length, 6);
    assert.deepEqual(messages, []);
  });
});

describe("editors of all kinds, over the protocol", () => {
  it("may tell their folder in the old way", async () => {
    const editor = await Editor.open("examples/ddot-conflict", {}, {}, "root");
    try {
      await editor.until("the collision", () => editor.rules(ddot).includes("port-conflict"));
    } finally {
      await editor.quit();
    }
  });

  it("keep the settings they began with when they speak of none, or of another server's", async () => {
    const editor = await Editor.open("examples/ddot-conflict", { settings: { exclude: ["**/datadog-agent/**"] } });
    try {
      for (const settings of [{}, null, { yaml: {} }, { settings: { exclude: [] } }]) {
        await editor.configure(settings as object);
      }
      await editor.show(own);
      await editor.until("what the file shows by itself", () => editor.rules(own).length > 0);
      assert.deepEqual(editor.rules(own), ["telemetry-address"]);
      await editor.configure({ portolan: {} });
      await editor.until("the collision", () => editor.rules(own).includes("port-conflict"));
    } finally {
      await editor.quit();
    }
  });
});
