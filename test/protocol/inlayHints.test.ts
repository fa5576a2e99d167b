import assert from "node:assert/strict";
import {
  InlayHintRefreshRequest,
  InlayHintRequest,
  type InlayHint,
  type InlayHintLabelPart,
} from "vscode-languageserver-protocol/node";
import { Editor } from "./editor.js";

const path = "config.yaml";

const config = `receivers:
  otlp:
    protocols:
      grpc:
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;

describe("inlay hints over the protocol", () => {
  let editor: Editor;

  afterEach(() => editor.quit());

  async function hints(first = 0, last = 20): Promise<readonly InlayHint[]> {
    const answer = await editor.connection.sendRequest(InlayHintRequest.type, {
      textDocument: { uri: editor.uri(path) },
      range: { start: { line: first, character: 0 }, end: { line: last, character: 0 } },
    });
    return answer ?? [];
  }

  const labels = async (): Promise<readonly (string | InlayHintLabelPart[])[]> =>
    (await hints()).map(({ label }) => label);

  it("stand behind the keys of the lines that are asked for", async () => {
    editor = await Editor.open(undefined, { settings: { collector: { version: "0.130.0" } } });
    assert.equal(editor.capabilities.inlayHintProvider, true);
    await editor.show(path, config);
    assert.deepEqual(await hints(2, 5), [
      {
        position: { line: 3, character: 11 },
        label: "⟶ localhost:4317",
        tooltip: `Nothing is written here, so the otlp receiver (grpc) of ${editor.folder.split("/").at(-1) ?? ""} listens on its default address.`,
        paddingLeft: true,
      },
    ]);
    await editor.replace(path, "grpc:", "grpc: {endpoint: 0.0.0.0:4317}");
    assert.deepEqual(await labels(), ["⟶ metrics on localhost:8888"]);
  });

  it("go by the setting, and are asked for anew when it changes", async () => {
    let refreshed = 0;
    editor = await Editor.open(
      undefined,
      { settings: { inlayHints: { enabled: false } } },
      { workspace: { inlayHint: { refreshSupport: true } } },
    );
    editor.connection.onRequest(InlayHintRefreshRequest.type, () => {
      refreshed++;
    });
    await editor.show(path, config);
    assert.deepEqual(await hints(), []);
    await editor.until("the ports", () => refreshed > 0);
    const before = refreshed;
    await editor.configure({ portolan: { inlayHints: { enabled: true }, collector: { version: "0.100.0" } } });
    assert.deepEqual(await labels(), ["⟶ 0.0.0.0:4317", "⟶ metrics on :8888"]);
    assert.ok(refreshed > before);
  });
});
