import assert from "node:assert/strict";
import { CancellationTokenSource } from "vscode-languageserver/node";
import { asked, askedAt } from "../../server/src/lsp/asked.js";
import { Workspace } from "../../server/src/workspace/workspace.js";

const text = "receivers: {otlp: }\nexporters: {debug: }\nservice: {pipelines: {logs: {receivers: [otlp]}}}\n";
const uri = "untitled:config";

describe("what a request is answered from", () => {
  const open = (content: string): Workspace => {
    const workspace = new Workspace({ roots: [], exclude: [] });
    workspace.edit(uri, content);
    return workspace;
  };

  it("is the text as it is now, at an offset that lies in it", () => {
    const workspace = open(text);
    const { token } = new CancellationTokenSource();
    const at = (line: number, character: number): number | undefined =>
      askedAt(workspace, { textDocument: { uri }, position: { line, character } }, token)?.offset;
    assert.deepEqual([at(0, 12), at(1, 0), at(0, 999), at(999, 0)], [12, 20, 19, text.length]);
    assert.equal(asked(workspace, uri, token)?.context.analysis.modelsOf(uri).length, 1);
    workspace.edit(uri, "# gone\n");
    assert.equal(asked(workspace, uri, token), undefined);
  });

  it("is nothing where nobody waits any more; then nothing is joined for it either", () => {
    const workspace = open(text);
    const source = new CancellationTokenSource();
    source.cancel();
    assert.equal(asked(workspace, uri, source.token), undefined);
    assert.deepEqual(workspace.analysis.modelsOf(uri), []);
  });
});
