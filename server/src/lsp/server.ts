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
import { portMapChanged, tellUnsavedCommand, workspaceTrusted } from "../protocol.js";
import { defaultDeadline } from "../ssh/askHosts.js";
import { uriToFileId } from "../workspace/paths.js";
import { Workspace } from "../workspace/workspace.js";
import { registerChart } from "./chart.js";
import { registerCodeActions } from "./codeActions.js";
import { completionCapabilities, registerCompletion } from "./completion.js";
import { DocumentUris } from "./documentUris.js";
import { fixAllKind } from "./fixAll.js";
import { inlayHintCapabilities, registerInlayHints } from "./inlayHints.js";
import { navigationCapabilities, registerNavigation } from "./navigation.js";
import { registerExplain } from "./explain.js";
import { OtherDiagnostics } from "./otherDiagnostics.js";
import { LiveChecks } from "./live/checks.js";
import { OwnCollector } from "./ownCollector.js";
import { registerPortRequests } from "./portRequests.js";
import { Publisher } from "./publisher.js";
import { registerRename } from "./rename.js";
import {
  readInitializationOptions,
  readSettings,
  tellsSettings,
  toWorkspaceOptions,
  type EditorSettings,
} from "./settings.js";
import { Trust } from "./trust.js";
import { registerUnsaved, unsavedCapabilities } from "./unsaved.js";
import { registerValidate } from "./validate.js";

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
  private cacheFolder: string | undefined;
  private readonly others = new OtherDiagnostics();
  private readonly trust = new Trust();
  private readonly collector = new OwnCollector(this.trust, (problem) => this.connection.console.warn(problem));
  private readonly live = new LiveChecks({
    workspace: () => this.workspace,
    uris: this.uris,
    trust: this.trust,
    deadline: () => (this.settings.liveTimeout === undefined ? defaultDeadline : this.settings.liveTimeout * 1000),
    publish: (found) => {
      this.publisher.tell("portolan (live)", found);
      // The port map shows what differs on a host.
      void this.connection.sendNotification(portMapChanged);
    },
    firstRead: () => this.firstRead,
  });
  private watchesFiles = false;
  private changesFolders = false;
  private refreshesHints = false;
  private wasRead: () => void = () => undefined;
  private readonly firstRead = new Promise<void>((resolve) => (this.wasRead = resolve));
  private readonly publisher: Publisher;

  constructor(private readonly connection: Connection) {
    this.publisher = new Publisher(
      connection,
      this.documents,
      this.uris,
      () => this.workspace,
      this.others,
      () => {
        this.refreshHints();
      },
    );
  }

  listen(): void {
    const { connection, documents } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.initialized());
    connection.onDidChangeConfiguration(({ settings }) => {
      // Some editors send what they have of other servers, or nothing at all.
      if (tellsSettings(settings)) this.configure(readSettings(settings));
    });
    connection.onDidChangeWatchedFiles(async ({ changes }) => {
      const paths = (gone: boolean): readonly string[] =>
        changes.filter(({ type }) => (type === FileChangeType.Deleted) === gone).map(({ uri }) => uriToFileId(uri));
      await this.workspace.filesChanged(paths(false), paths(true));
      this.live.followAll();
      this.publisher.soon();
    });
    documents.onDidChangeContent(({ document }) => {
      const file = uriToFileId(document.uri);
      this.workspace.edit(file, document.getText());
      this.live.follow([file]);
      // What the collector said was said of another text.
      const said = this.others.filesOf("portolan (validate)").includes(file);
      if (said) this.others.set("portolan (validate)", new Map([[file, []]]));
      this.publisher.soon(said ? [file] : []);
    });
    documents.onDidClose(({ document }) => {
      const file = uriToFileId(document.uri);
      this.workspace.close(file);
      this.live.follow([file]);
      this.publisher.soon();
    });
    documents.listen(connection);
    connection.listen();
  }

  private initialize(params: InitializeParams): InitializeResult {
    const options = readInitializationOptions(params.initializationOptions);
    this.settings = options.settings;
    this.collector.set(this.settings.collectorPath);
    if (options.trusted) this.trust.give();
    const roots = rootsOf(params).map(uriToFileId);
    this.cacheFolder = options.cacheFolder;
    this.workspace = new Workspace(toWorkspaceOptions(roots, this.settings, this.cacheFolder));
    const client = params.capabilities.workspace;
    this.watchesFiles = client?.didChangeWatchedFiles?.dynamicRegistration ?? false;
    this.changesFolders = client?.workspaceFolders ?? false;
    const abilities = {
      createsFiles: client?.workspaceEdit?.resourceOperations?.includes("create") ?? false,
      annotates: client?.workspaceEdit?.changeAnnotationSupport !== undefined,
    };
    const isToldByClient = options.commands.includes(tellUnsavedCommand);
    const unsaved = registerUnsaved(this.connection, this.documents, () => this.workspace, isToldByClient);
    const clientAbilities = { commands: options.commands, ...abilities };
    const here = [this.connection, this.documents, this.uris, () => this.workspace] as const;
    registerCodeActions(...here, clientAbilities, unsaved, this.live, this.firstRead);
    registerRename(...here, abilities, unsaved, this.firstRead);
    registerNavigation(this.connection, this.uris, () => this.workspace);
    registerCompletion(this.connection, () => this.workspace, params.capabilities.textDocument?.completion);
    registerInlayHints(
      this.connection,
      () => this.workspace,
      () => this.settings.inlayHints,
    );
    this.refreshesHints = client?.inlayHint?.refreshSupport ?? false;
    registerPortRequests(...here, abilities, this.firstRead, this.live);
    registerExplain(this.connection, this.uris, () => this.workspace);
    registerChart(this.connection, this.uris, () => this.workspace);
    registerValidate(this.connection, {
      workspace: () => this.workspace,
      program: () => this.collector.program,
      publish: (found) => this.publisher.tell("portolan (validate)", found),
    });
    this.live.listen(this.connection);
    this.connection.onNotification(workspaceTrusted, () => {
      this.trust.give();
      this.askCollector();
    });
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        ...navigationCapabilities,
        renameProvider: { prepareProvider: true },
        ...completionCapabilities,
        ...inlayHintCapabilities,
        ...(!isToldByClient && unsavedCapabilities),
        codeActionProvider: { codeActionKinds: ["quickfix", "refactor.rewrite", fixAllKind] },
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
          // A folder that comes, goes or is renamed is one event, for the folder.
          { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
        ],
      });
    }
    await this.guard(this.workspace.scan(() => this.publisher.soon()));
    this.wasRead();
    this.askCollector();
  }

  /** What the person's own collector is made of is known a moment later than the files. */
  private askCollector(): void {
    void this.collector.ask().then((changed) => {
      if (changed) this.reconfigure(this.workspace.roots);
    });
  }

  private configure(settings: EditorSettings): void {
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) return;
    this.settings = settings;
    this.collector.set(settings.collectorPath);
    this.reconfigure(this.workspace.roots);
    this.askCollector();
    this.refreshHints();
  }

  /** What is not written in one file may be told by another. */
  private refreshHints(): void {
    if (this.refreshesHints) void this.guard(this.connection.languages.inlayHint.refresh());
  }

  private reconfigure(roots: readonly string[]): void {
    const before = this.workspace.analysis.files();
    const options = toWorkspaceOptions(roots, this.settings, this.cacheFolder, this.collector.build);
    void this.guard(this.workspace.reconfigure(options, () => this.publisher.soon()));
    // They may be none of ours any more.
    this.publisher.soon(before);
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
}

/** Editors that know of one folder only still tell it in the old way. */
function rootsOf(params: InitializeParams): readonly string[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  const { workspaceFolders, rootUri } = params;
  return workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === "string" ? [rootUri] : []);
}
