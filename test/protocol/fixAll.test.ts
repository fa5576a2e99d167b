import assert from "node:assert/strict";
import { CodeActionRequest, CodeActionTriggerKind, type CodeAction } from "vscode-languageserver-protocol/node";
import { Editor } from "./editor.js";

const path = "config.yaml";

const config = `receivers:
  otlp:
    protocols: {grpc: }
processors:
  batch:
  memory_limiter: {check_interval: 1s, limit_mib: 10}
exporters:
  logging:
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch, memory_limiter, batch]
      exporters: [logging] # to the console
`;

const wanted = config
  .replaceAll("logging", "debug")
  .replace("[batch, memory_limiter, batch]", "[memory_limiter, batch]");

describe("fix all over the protocol", () => {
  let editor: Editor;

  beforeEach(async () => {
    editor = await Editor.open(undefined, { settings: { collector: { version: "0.130.0" } } });
    await editor.show(path, config);
  });
  afterEach(() => editor.quit());

  async function actions(line: number, only?: string[]): Promise<readonly CodeAction[]> {
    const answer = await editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: editor.uri(path) },
      range: { start: { line, character: 8 }, end: { line, character: 8 } },
      context: { diagnostics: [], triggerKind: CodeActionTriggerKind.Invoked, ...(only && { only }) },
    });
    return (answer ?? []).filter((action): action is CodeAction => "kind" in action);
  }

  it("is one edit of the whole file, wherever the cursor is, after which there is nothing left", async () => {
    const { codeActionProvider } = editor.capabilities;
    assert.ok(typeof codeActionProvider === "object");
    assert.ok(codeActionProvider.codeActionKinds?.includes("source.fixAll.portolan"));
    for (const only of ["source", "source.fixAll", "source.fixAll.portolan"]) {
      assert.deepEqual(
        (await actions(0, [only])).map(({ kind, title }) => [kind, title]),
        [["source.fixAll.portolan", "Fix all in this file that Portolan can fix safely"]],
      );
    }
    const [fix] = await actions(0, ["source.fixAll"]);
    assert.equal(fix?.edit?.documentChanges?.length, 1);
    await editor.apply(fix.edit);
    assert.equal(editor.text(path), wanted);
    assert.deepEqual(await actions(0, ["source.fixAll"]), []);
  });

  it("is offered beside a fix that it would apply, and nowhere else", async () => {
    assert.deepEqual(await actions(0), []);
    const kinds = (await actions(7)).map(({ kind }) => kind);
    assert.equal(kinds.at(-1), "source.fixAll.portolan");
    assert.equal(kinds[0], "quickfix");
    assert.ok((await actions(7, ["quickfix"])).every(({ kind }) => kind === "quickfix"));
    assert.deepEqual(await actions(7, ["source.organizeImports"]), []);
    assert.deepEqual(await actions(7, ["source.fixAll.eslint"]), []);
  });
});
