import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  CancellationTokenSource,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  ReferencesRequest,
  RenameRequest,
  type DocumentSymbol,
  type Location,
  type Position,
} from "vscode-languageserver-protocol/node";
import { cluster } from "../unit/features/cluster.js";
import { Editor } from "./editor.js";

const gateway = "k8s/gateway.yaml";
const service = "k8s/service.yaml";
const agent = "k8s/agent.yaml";

describe("navigation", () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.open(undefined);
    for (const [path, text] of Object.entries(cluster)) {
      const file = join(editor.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      await editor.touched(path, 1);
    }
    await editor.show(gateway);
    await editor.show(service);
    await editor.until("the analysis", () => editor.diagnostics.has(editor.uri(gateway)));
  });
  after(() => editor.quit());

  const at = (path: string, needle: string): { textDocument: { uri: string }; position: Position } => ({
    textDocument: { uri: editor.uri(path) },
    position: editor.rangeOf(path, needle).start,
  });

  /** `gateway.yaml:11:20`, both from 1. */
  const shown = ({ uri, range }: Location): string =>
    `${uri.slice(uri.lastIndexOf("/") + 1)}:${range.start.line + 1}:${range.start.character + 1}`;

  const definition = async (path: string, needle: string): Promise<readonly string[]> => {
    const found = await editor.connection.sendRequest(DefinitionRequest.type, at(path, needle));
    return ((found ?? []) as Location[]).map(shown);
  };

  it("is announced", () => {
    const { definitionProvider, referencesProvider, documentHighlightProvider, hoverProvider } = editor.capabilities;
    assert.deepEqual(
      [definitionProvider, referencesProvider, documentHighlightProvider, hoverProvider],
      [true, true, true, true],
    );
    assert.deepEqual(editor.capabilities.documentLinkProvider, {});
    assert.deepEqual(
      [editor.capabilities.foldingRangeProvider, editor.capabilities.documentSymbolProvider],
      [true, true],
    );
  });

  it("goes from a pipeline to the component, and from a Service to the receiver, in another file too", async () => {
    assert.deepEqual(await definition(gateway, "otlp/backend]"), ["gateway.yaml:14:7"]);
    assert.deepEqual(await definition(service, "otlp-grpc"), ["gateway.yaml:11:23"]);
  });

  it("finds those who reach a receiver in files that are not open", async () => {
    const found = await editor.connection.sendRequest(ReferencesRequest.type, {
      ...at(gateway, "0.0.0.0:4317"),
      context: { includeDeclaration: false },
    });
    assert.deepEqual((found ?? []).map(shown), [
      "service.yaml:9:13",
      "service.yaml:10:19",
      "gateway.yaml:42:30",
      "agent.yaml:11:19",
    ]);
  });

  it("answers on the text as it is now", async () => {
    await editor.replace(gateway, "    receivers:\n      otlp:", "    # moved\n    receivers:\n      otlp:");
    assert.deepEqual(await definition(service, "otlp-grpc"), ["gateway.yaml:12:23"]);
    await editor.replace(gateway, "    # moved\n", "");
    assert.deepEqual(await definition(service, "otlp-grpc"), ["gateway.yaml:11:23"]);
  });

  it("highlights the same in one file, and leaves other words to the editor", async () => {
    const found = await editor.connection.sendRequest(DocumentHighlightRequest.type, at(gateway, "otlp]"));
    assert.deepEqual(
      (found ?? []).map(({ range, kind }) => [range.start.line, kind]),
      [
        [7, 3],
        [22, 2],
      ],
    );
    assert.equal(await editor.connection.sendRequest(DocumentHighlightRequest.type, at(gateway, "ConfigMap")), null);
  });

  it("outlines and folds what a ConfigMap embeds", async () => {
    const textDocument = { uri: editor.uri(gateway) };
    const symbols = await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    const [config] = (symbols ?? []) as DocumentSymbol[];
    assert.deepEqual(
      [config?.name, config?.children?.map(({ name }) => name)],
      ["config.yaml", ["receivers", "exporters", "extensions", "pipelines"]],
    );
    const folds = await editor.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    assert.deepEqual(
      folds?.find(({ startLine }) => startLine === 6),
      { startLine: 6, endLine: 11 },
    );
    assert.equal(
      await editor.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri: editor.uri(service) } }),
      null,
    );
  });

  it("links --config to the line that the configuration begins in", async () => {
    const links = await editor.connection.sendRequest(DocumentLinkRequest.type, {
      textDocument: { uri: editor.uri(gateway) },
    });
    assert.deepEqual(
      (links ?? []).map(({ range, target }) => [range.start.line, target]),
      [
        [38, `${editor.uri(gateway)}#L7`],
        [48, `${editor.uri(gateway)}#L7`],
      ],
    );
  });

  it("has no answer for documents of others, and none for who does not wait", async () => {
    await editor.show("notes.yaml", "a: otlp\n");
    assert.equal(await editor.connection.sendRequest(DefinitionRequest.type, at("notes.yaml", "otlp")), null);
    const cancelled = new CancellationTokenSource();
    const asking = editor.connection.sendRequest(DefinitionRequest.type, at(service, "otlp-grpc"), cancelled.token);
    cancelled.cancel();
    await asking.catch(() => undefined);
    assert.deepEqual(await definition(service, "otlp-grpc"), ["gateway.yaml:11:23"]);
  });

  it("renames a component wherever its collector names it, and refuses another type with a sentence", async () => {
    const edit = await editor.connection.sendRequest(RenameRequest.type, {
      ...at(gateway, "otlp/backend]"),
      newName: "otlp/saas",
    });
    const before = editor.text(gateway);
    await editor.apply(edit ?? undefined);
    assert.equal(editor.text(gateway), before.replaceAll("otlp/backend", "otlp/saas"));
    await assert.rejects(
      editor.connection.sendRequest(RenameRequest.type, { ...at(gateway, "otlp/saas]"), newName: "debug" }),
      /"otlp" says which exporter it is and has to stay; what follows the slash is free, as in "otlp\/2"\./,
    );
    await editor.show(agent);
    await assert.rejects(
      editor.connection.sendRequest(RenameRequest.type, { ...at(agent, "otlp/lost]"), newName: "otlp" }),
      /"otlp" is taken in agent\./,
    );
  });
});
