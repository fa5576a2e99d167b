import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  CodeActionRequest,
  createProtocolConnection,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { InitializationOptions } from "../../server/src/protocol.js";

export const checkout = resolve(import.meta.dirname, "../..");

/** The bundled server as a process of its own, driven over stdio as an editor would. */
export class Editor {
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly published: PublishDiagnosticsParams[] = [];
  private readonly documents = new Map<string, TextDocument>();
  private readonly listeners = new Set<() => void>();

  private constructor(
    readonly folder: string,
    readonly connection: ProtocolConnection,
    private readonly process: ChildProcess,
    readonly capabilities: InitializeResult["capabilities"],
  ) {
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      this.diagnostics.set(params.uri, params.diagnostics);
      for (const listener of [...this.listeners]) listener();
    });
  }

  /**
   * @param example a folder, of the checkout or absolute, that is copied, so that a test can write into it
   * @param more what this editor can do beside what every one of them can
   * @param tells how it says which folder is open: as new editors do, or as old ones
   */
  static async open(
    example: string | undefined,
    options: InitializationOptions = {},
    more: ClientCapabilities = {},
    tells: "folders" | "root" = "folders",
  ): Promise<Editor> {
    const server = join(checkout, "dist/server.js");
    if (!existsSync(server)) throw new Error("dist/server.js is not built: npm run build");
    const folder = mkdtempSync(join(tmpdir(), "portolan-"));
    if (example !== undefined) cpSync(resolve(checkout, example), folder, { recursive: true });
    const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onRequest(RegistrationRequest.type, () => undefined);
    connection.listen();
    const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the type asks for it
      rootUri: tells === "root" ? pathToFileURL(folder).href : null,
      ...(tells === "folders" && { workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "workspace" }] }),
      capabilities: {
        ...more,
        workspace: {
          ...more.workspace,
          didChangeWatchedFiles: { dynamicRegistration: true },
          workspaceEdit: {
            documentChanges: true,
            resourceOperations: ["create"],
            ...more.workspace?.workspaceEdit,
          },
        },
      },
      initializationOptions: options,
    });
    const editor = new Editor(folder, connection, child, capabilities);
    await connection.sendNotification(InitializedNotification.type, {});
    return editor;
  }

  uri(path: string): string {
    return path.includes(":") ? path : pathToFileURL(join(this.folder, path)).href;
  }

  async show(path: string, text = readFileSync(join(this.folder, path), "utf8")): Promise<void> {
    const document = TextDocument.create(this.uri(path), "yaml", 1, text);
    this.documents.set(path, document);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: document.uri, languageId: "yaml", version: 1, text },
    });
  }

  /** Types over the only place where `before` stands. */
  async replace(path: string, before: string, after: string): Promise<void> {
    await this.change(path, [{ range: this.rangeOf(path, before), newText: after }]);
  }

  async change(path: string, edits: readonly TextEdit[]): Promise<void> {
    const document = this.document(path);
    const contentChanges = edits.map(({ range, newText }) => ({ range, text: newText }));
    const next = TextDocument.update(document, contentChanges, document.version + 1);
    this.documents.set(path, next);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: next.uri, version: next.version },
      contentChanges,
    });
  }

  async close(path: string): Promise<void> {
    this.documents.delete(path);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: this.uri(path) },
    });
  }

  async touched(path: string, type: 1 | 2 | 3): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: this.uri(path), type }],
    });
  }

  async configure(settings: object): Promise<void> {
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  }

  rangeOf(path: string, needle: string): Range {
    const document = this.document(path);
    const at = document.getText().indexOf(needle);
    if (at < 0 || document.getText().includes(needle, at + 1)) throw new Error(`${path}: not exactly one "${needle}"`);
    return { start: document.positionAt(at), end: document.positionAt(at + needle.length) };
  }

  async codeActions(path: string, needle: string): Promise<readonly CodeAction[]> {
    const answer = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: this.uri(path) },
      range: this.rangeOf(path, needle),
      context: { diagnostics: [] },
    });
    return (answer ?? []).filter((action): action is CodeAction => "kind" in action);
  }

  /**
   * Applies an edit to the open documents, as an editor does; versions that do not fit are refused. A file that it
   * creates is opened.
   */
  async apply(edit: WorkspaceEdit | undefined): Promise<void> {
    const created = new Set<string>();
    for (const change of edit?.documentChanges ?? []) {
      if ("kind" in change) {
        if (change.kind !== "create") throw new Error("only text edits and new files are expected");
        const path = fileURLToPath(change.uri);
        writeFileSync(path, "", { flag: "wx" });
        created.add(change.uri);
        await this.show(path.slice(this.folder.length + 1));
        continue;
      }
      const path = [...this.documents].find(([, document]) => document.uri === change.textDocument.uri)?.[0];
      if (path === undefined) throw new Error(`${change.textDocument.uri} is not open`);
      const version = created.has(change.textDocument.uri) ? null : this.document(path).version;
      if (change.textDocument.version !== version) throw new Error("made for another version");
      // All are meant for the text as it is, and a change of a document is one after the other: from its end.
      await this.change(path, (change.edits as TextEdit[]).toSorted(fromEnd));
    }
  }

  text(path: string): string {
    return this.document(path).getText();
  }

  rules(path: string): readonly string[] {
    return (this.diagnostics.get(this.uri(path)) ?? []).map(({ code }) => String(code)).sort();
  }

  /** Waits until a condition on what was published holds; fails with what there is instead. */
  async until(what: string, condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((fulfil, reject) => {
      const timer = setTimeout(() => {
        this.listeners.delete(listener);
        reject(new Error(`waited for ${what}; there is ${JSON.stringify([...this.diagnostics])}`));
      }, 8000);
      const listener = (): void => {
        if (!condition()) return;
        clearTimeout(timer);
        this.listeners.delete(listener);
        fulfil();
      };
      this.listeners.add(listener);
    });
  }

  async quit(): Promise<void> {
    const ended = new Promise((fulfil) => this.process.once("exit", fulfil));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    await ended;
    this.connection.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private document(path: string): TextDocument {
    const document = this.documents.get(path);
    if (document === undefined) throw new Error(`${path} is not open`);
    return document;
  }
}

function fromEnd({ range: { start: a } }: TextEdit, { range: { start: b } }: TextEdit): number {
  return b.line - a.line || b.character - a.character;
}
