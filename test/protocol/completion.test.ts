import assert from "node:assert/strict";
import {
  CompletionItemKind,
  CompletionItemTag,
  CompletionRequest,
  InsertTextFormat,
  InsertTextMode,
  type CompletionItem,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Editor } from "./editor.js";

const path = "config.yaml";

const config = `receivers:
  otlp:
    protocols:
      grpc:
exporters:
  debug:
  zipkin:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;

describe("completion over the protocol", () => {
  let editor: Editor;

  afterEach(() => editor.quit());

  /** Opens the text without its `§`, and asks what could stand there. */
  async function complete(marked: string): Promise<readonly CompletionItem[]> {
    const offset = marked.indexOf("§");
    const text = marked.replace("§", "");
    await editor.show(path, text);
    const position = TextDocument.create("", "yaml", 1, text).positionAt(offset);
    const answer = await editor.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: editor.uri(path) },
      position,
    });
    return Array.isArray(answer) ? answer : (answer?.items ?? []);
  }

  it("answers ids with the edit of exactly the word, the best first", async () => {
    editor = await Editor.open(undefined);
    assert.deepEqual(editor.capabilities.completionProvider, { triggerCharacters: [" ", ":", "[", ",", "$", "{"] });
    const found = await complete(config.replace("[debug]", "[debug, zip§k]"));
    assert.deepEqual(found, [
      {
        label: "zipkin",
        kind: CompletionItemKind.Reference,
        detail: "exporter, not used yet",
        sortText: "00000",
        textEdit: {
          range: { start: { line: 11, character: 25 }, end: { line: 11, character: 29 } },
          newText: "zipkin",
        },
        insertTextFormat: InsertTextFormat.PlainText,
      },
    ]);
  });

  it("keeps up with what is typed, and answers in a text that does not parse", async () => {
    editor = await Editor.open(undefined);
    await editor.show(path, config);
    await editor.replace(path, "      exporters: [debug]\n", "      exporters: [\n");
    const answer = await editor.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: editor.uri(path) },
      position: { line: 11, character: 18 },
    });
    assert.deepEqual(
      (answer as CompletionItem[]).map(({ label }) => label),
      ["debug", "zipkin"],
    );
  });

  it("sends snippets, tags and the mode of insertion only to a client that knows them", async () => {
    const types = config.replace("  zipkin:", "  §\n  zipkin:");
    const lists = config.replace("      receivers: [otlp]", "      §");
    editor = await Editor.open(undefined, { settings: { collector: { version: "0.100.0" } } });
    const plainTypes = await complete(types);
    const plain = plainTypes.find(({ label }) => label === "logging");
    assert.equal(plain?.tags, undefined);
    assert.match(plain?.detail ?? "", /^deprecated; /);
    assert.equal(plain?.insertTextMode, undefined);
    const [plainList] = await complete(lists);
    assert.equal((plainList?.textEdit as TextEdit).newText, "receivers:");
    assert.equal(plainList?.insertTextFormat, InsertTextFormat.PlainText);
    await editor.quit();

    editor = await Editor.open(
      undefined,
      { settings: { collector: { version: "0.100.0" } } },
      {
        textDocument: {
          completion: {
            completionItem: {
              snippetSupport: true,
              tagSupport: { valueSet: [CompletionItemTag.Deprecated] },
              insertTextModeSupport: { valueSet: [InsertTextMode.asIs] },
            },
          },
        },
      },
    );
    const rich = (await complete(types)).find(({ label }) => label === "logging");
    assert.deepEqual(rich?.tags, [CompletionItemTag.Deprecated]);
    assert.equal(rich.insertTextMode, InsertTextMode.asIs);
    const [list] = await complete(lists);
    assert.equal((list?.textEdit as TextEdit).newText, "receivers: [$0]");
    assert.equal(list?.insertTextFormat, InsertTextFormat.Snippet);
  });

  it("answers nothing in a file that is not ours", async () => {
    editor = await Editor.open(undefined);
    assert.deepEqual(await complete("name: web\non:\n  §\n"), []);
  });
});
