import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  PrepareRenameRequest,
  RenameRequest,
  type Position,
  type ResponseError,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { checkout, Editor } from "./editor.js";

const paths = [
  "agent.yaml",
  "apps.yaml",
  "gateway-config.yaml",
  "gateway.yaml",
  "network-policy.yaml",
  "services.yaml",
] as const;

describe("renaming a port over the protocol", () => {
  let editor: Editor;

  beforeEach(async () => {
    editor = await Editor.open("examples/move-port");
    for (const path of paths) await editor.show(path);
  });
  afterEach(() => editor.quit());

  /** Between the first and the second digit of the number at the end of a text that stands once. */
  const inNumber = (path: string, needle: string): Position => {
    const { end } = editor.rangeOf(path, needle);
    return { line: end.line, character: end.character - 3 };
  };
  const rename = (path: string, position: Position, newName: string): Promise<WorkspaceEdit | null> =>
    editor.connection.sendRequest(RenameRequest.type, {
      textDocument: { uri: editor.uri(path) },
      position,
      newName,
    });
  const texts = (): readonly string[] => paths.map((path) => editor.text(path));
  const golden = (): string => readFileSync(join(checkout, "test/protocol/move-port.diff"), "utf8");

  it("is announced, and asks for the number alone", async () => {
    assert.deepEqual(editor.capabilities.renameProvider, { prepareProvider: true });
    const position = inNumber("gateway-config.yaml", "endpoint: 0.0.0.0:4317");
    assert.deepEqual(await prepare("gateway-config.yaml", position), {
      range: { start: { line: 11, character: 30 }, end: { line: 11, character: 34 } },
      placeholder: "4317",
    });
    assert.equal(await prepare("gateway-config.yaml", { line: 0, character: 0 }), null);
  });

  const prepare = (path: string, position: Position): Promise<unknown> =>
    editor.connection.sendRequest(PrepareRenameRequest.type, { textDocument: { uri: editor.uri(path) }, position });

  for (const [path, needle] of [
    ["gateway-config.yaml", "endpoint: 0.0.0.0:4317"],
    ["gateway.yaml", "containerPort: 4317"],
    ["gateway.yaml", "port: 4317"],
    ["network-policy.yaml", "port: 4317"],
    ["agent.yaml", "svc.cluster.local:4317"],
    ["apps.yaml", "gateway-pods:4317"],
  ] as const) {
    it(`changes six files, from ${path} ${needle}, and is taken back whole`, async () => {
      const before = texts();
      const edit = await rename(path, inNumber(path, needle), "14317");
      const back = inverse(edit, editor);
      await editor.apply(edit ?? undefined);
      assert.equal(diffOf(before, texts()), golden());
      assert.deepEqual(
        paths.flatMap((each) => editor.rules(each)),
        [],
      );
      await editor.apply(back);
      assert.deepEqual(texts(), before);
    });
  }

  it("moves the Service's own port with whoever dials the Service, and nothing behind it", async () => {
    const before = texts();
    await editor.apply((await rename("apps.yaml", inNumber("apps.yaml", "//gateway:4317"), "5317")) ?? undefined);
    assert.equal(
      diffOf(before, texts()),
      `apps.yaml
-               value: http://gateway:4317
+               value: http://gateway:5317
services.yaml
-       port: 4317 # by which everybody knows it
+       port: 5317 # by which everybody knows it
+       targetPort: 4317
`,
    );
  });

  it("says why a number is refused", async () => {
    const position = inNumber("gateway-config.yaml", "endpoint: 0.0.0.0:4317");
    for (const [typed, reason] of [
      ["70000", "A port is a whole number from 1 to 65535."],
      ["4318", "Port 4318 is taken by the otlp receiver (http) of gateway."],
    ] as const) {
      await assert.rejects(rename("gateway-config.yaml", position, typed), ({ message }: ResponseError) => {
        assert.equal(message, reason);
        return true;
      });
    }
  });
});

/** The lines of each file that went and came, as a diff without its context. */
function diffOf(before: readonly string[], after: readonly string[]): string {
  return paths
    .flatMap((path, index) => {
      const [old, now] = [before, after].map((each) => (each[index] ?? "").split("\n"));
      const gone = (old ?? []).filter((line) => now?.includes(line) !== true).map((line) => `- ${line}`);
      const come = (now ?? []).filter((line) => old?.includes(line) !== true).map((line) => `+ ${line}`);
      return gone.length + come.length > 0 ? [path, ...gone, ...come] : [];
    })
    .map((line) => `${line}\n`)
    .join("");
}

/** What an editor keeps for "undo": for each file, the edits that lead back to its text. */
function inverse(edit: WorkspaceEdit | null, editor: Editor): WorkspaceEdit {
  const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  assert.equal(changes.length, 6);
  return {
    documentChanges: changes.map(({ textDocument, edits }) => {
      const path = paths.find((each) => editor.uri(each) === textDocument.uri) ?? "";
      const before = TextDocument.create(textDocument.uri, "yaml", 1, editor.text(path));
      const after = TextDocument.create(textDocument.uri, "yaml", 2, TextDocument.applyEdits(before, edits as never));
      let shift = 0;
      const sorted = edits
        .map((each) => ({ start: before.offsetAt(each.range.start), end: before.offsetAt(each.range.end), each }))
        .sort((a, b) => a.start - b.start);
      const undo = sorted.map(({ start, end, each }) => {
        const { length } = "newText" in each ? each.newText : "";
        const range = { start: after.positionAt(start + shift), end: after.positionAt(start + shift + length) };
        shift += length - (end - start);
        return { range, newText: before.getText().slice(start, end) };
      });
      return { textDocument: { ...textDocument, version: (textDocument.version ?? 0) + 1 }, edits: undo };
    }),
  };
}
