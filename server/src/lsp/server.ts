import {
  createConnection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  ProposedFeatures,
  TextDocuments,
  TextDocumentSyncKind,
  WatchKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Changes } from "../analysis/session.js";
import { portMapChanged } from "../protocol.js";
import { uriToFileId } from "../workspace/paths.js";
import { Workspace } from "../workspace/workspace.js";
import { registerCodeActions } from "./codeActions.js";
import { toDiagnostics } from "./diagnostics.js";
import { DocumentUris } from "./documentUris.js";
import { registerPortRequests } from "./portRequests.js";
import { readInitializationOptions, readSettings, toWorkspaceOptions, type EditorSettings } from "./settings.js";

/** Serves an editor over whatever the command line names: `--stdio`, `--node-ipc`, `--socket=…`. */
export function startServer(): void {
  new Server(createConnection(ProposedFeatures.all)).listen();
}

/** Connects the editor's notifications with the workspace, and the workspace's changes with the editor. */
class Server {
  private readonly documents = new TextDocuments(TextDocument);
  private readonly uris = new DocumentUris(this.documents);
  private workspace = new Workspace({ roots: [], exclude: [] });
  private settings: EditorSettings = readSettings(undefined);
  private watchesFiles = false;
  private changesFolders = false;
  private publishing: NodeJS.Immediate | undefined;
  /** Files to publish even where nothing seems to have changed, because the session is another one. */
  private republish: readonly string[] = [];

  constructor(private readonly connection: Connection) {}

  listen(): void {
    const { connection, documents } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.initialized());
    connection.onDidChangeConfiguration(({ settings }) => this.configure(readSettings(settings)));
    connection.onDidChangeWatchedFiles(async ({ changes }) => {
      const paths = (gone: boolean): readonly string[] =>
        changes.filter(({ type }) => (type === FileChangeType.Deleted) === gone).map(({ uri }) => uriToFileId(uri));
      await this.workspace.filesChanged(paths(false), paths(true));
      this.publishSoon();
    });
    documents.onDidChangeContent(({ document }) => {
      this.workspace.edit(uriToFileId(document.uri), document.getText());
      this.publishSoon();
    });
    documents.onDidClose(({ document }) => {
      this.workspace.close(uriToFileId(document.uri));
      this.publishSoon();
    });
    documents.listen(connection);
    connection.listen();
  }

  private initialize(params: InitializeParams): InitializeResult {
    const options = readInitializationOptions(params.initializationOptions);
    this.settings = options.settings;
    const folders = params.workspaceFolders ?? [];
    const roots = folders.map(({ uri }) => uriToFileId(uri));
    this.workspace = new Workspace(toWorkspaceOptions(roots, this.settings));
    const client = params.capabilities.workspace;
    this.watchesFiles = client?.didChangeWatchedFiles?.dynamicRegistration ?? false;
    this.changesFolders = client?.workspaceFolders ?? false;
    registerCodeActions(this.connection, this.documents, this.uris, () => this.workspace, {
      commands: options.commands,
      createsFiles: client?.workspaceEdit?.resourceOperations?.includes("create") ?? false,
    });
    registerPortRequests(this.connection, this.documents, this.uris, () => this.workspace);
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        codeActionProvider: { codeActionKinds: ["quickfix"] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: "portolan" },
    };
  }

  private async initialized(): Promise<void> {
    if (this.changesFolders) {
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uriToFileId(uri)));
        const kept = this.workspace.roots.filter((root) => !gone.has(root));
        this.reconfigure([...kept, ...added.map(({ uri }) => uriToFileId(uri))]);
      });
    }
    if (this.watchesFiles) {
      await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          { globPattern: "**/*.{yml,yaml,sh,bash,zsh,ksh,md,markdown,mdx,toml,properties,json,service,conf,env}" },
          { globPattern: "**/{.env,.env.*}" },
          { globPattern: "**/etc/{default,sysconfig}/*" },
          { globPattern: "**/etc/*/environment" },
          // A folder that is deleted or renamed is one event, for the folder.
          { globPattern: "**/*", kind: WatchKind.Delete },
        ],
      });
    }
    await this.guard(this.workspace.scan(() => this.publishSoon()));
  }

  private configure(settings: EditorSettings): void {
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) return;
    this.settings = settings;
    this.reconfigure(this.workspace.roots);
  }

  private reconfigure(roots: readonly string[]): void {
    const before = this.workspace.analysis.files();
    const options = toWorkspaceOptions(roots, this.settings);
    void this.guard(
      this.workspace.reconfigure(options, () => {
        this.publishSoon(before);
      }),
    );
  }

  /** Background work that fails is told, and the server goes on with what it has. */
  private async guard(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.connection.console.error(
        `Reading the workspace failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /**
   * Publishes once all messages that have arrived are read: of ten keystrokes that wait, the last one is analysed.
   * There is no timer; the next turn of the event loop is soon enough.
   */
  private publishSoon(also: readonly string[] = []): void {
    if (also.length > 0) this.republish = [...this.republish, ...also];
    this.publishing ??= setImmediate(() => {
      this.publishing = undefined;
      this.publish(this.workspace.takeChanges());
    });
  }

  private publish(changes: Changes): void {
    const files = new Set([...changes.files, ...this.republish]);
    this.republish = [];
    for (const file of files) {
      const uri = this.uris.of(file);
      const version = this.documents.get(uri)?.version;
      const diagnostics = toDiagnostics(this.workspace.analysis, file, this.uris);
      void this.connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
    }
    if (changes.ports) void this.connection.sendNotification(portMapChanged);
  }
}
