import type { Connection, Diagnostic, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileId } from "../analysis/facts.js";
import { portMapChanged } from "../protocol.js";
import { turn, type Workspace } from "../workspace/workspace.js";
import { toDiagnostics } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";
import type { OtherDiagnostics, OtherSource } from "./otherDiagnostics.js";

/** Tells the editor what is found, and that the port map is another one. */
export class Publisher {
  private publishing: NodeJS.Immediate | undefined;
  /** Files to publish even where nothing seems to have changed, because the session is another one. */
  private again: readonly FileId[] = [];

  /** @param onPorts called when the port map has changed */
  constructor(
    private readonly connection: Connection,
    private readonly documents: TextDocuments<TextDocument>,
    private readonly uris: DocumentUris,
    private readonly workspace: () => Workspace,
    private readonly others: OtherDiagnostics,
    private readonly onPorts: () => void,
  ) {}

  /**
   * Publishes once all messages that have arrived are read: of ten keystrokes that wait, the last one is analysed.
   * There is no timer; the next turn of the event loop is soon enough, and what takes longer goes on in those behind it.
   */
  soon(also: readonly FileId[] = []): void {
    if (also.length > 0) this.again = [...this.again, ...also];
    this.publishing ??= setImmediate(() => {
      this.publishing = undefined;
      this.publish();
      const { isReading, isUpToDate } = this.workspace();
      // When all is read, whoever reads asks again.
      if (!isReading && !isUpToDate) this.soon();
    });
  }

  /** What another source than the analysis says. */
  tell(source: OtherSource, found: ReadonlyMap<FileId, readonly Diagnostic[]>): void {
    this.others.set(source, found);
    this.soon([...found.keys()]);
  }

  private publish(): void {
    const { files, ports } = this.workspace().takeChanges(turn);
    const { analysis } = this.workspace();
    // What is not joined yet would seem to be without findings.
    const ready = this.again.filter((file) => analysis.isUpToDate(file));
    this.again = this.again.filter((file) => !analysis.isUpToDate(file));
    for (const file of new Set([...files, ...ready])) this.send(file);
    if (!ports) return;
    void this.connection.sendNotification(portMapChanged);
    this.onPorts();
  }

  private send(file: FileId): void {
    const uri = this.uris.of(file);
    const version = this.documents.get(uri)?.version;
    const own = toDiagnostics(this.workspace().analysis, file, this.uris);
    const diagnostics = [...own, ...this.others.of(file)];
    void this.connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
  }
}
