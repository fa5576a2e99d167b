import { CodeActionKind, type CodeAction, type Connection, type TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding, Fix } from "../analysis/finding.js";
import { offsetAt, overlaps, type Span } from "../analysis/text.js";
import { changePortCommand } from "../protocol.js";
import { uriToFileId } from "../workspace/paths.js";
import type { Workspace } from "../workspace/workspace.js";
import { toDiagnostic } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";
import { toWorkspaceEdit } from "./edits.js";

/** @param clientCommands what the client can do itself; a fix that has to ask the person is offered only then */
export function registerCodeActions(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  uris: DocumentUris,
  workspace: () => Workspace,
  clientCommands: readonly string[],
): void {
  connection.onCodeAction(({ textDocument, range, context }) => {
    if (context.only && !context.only.some((kind) => kind === "" || kind === CodeActionKind.QuickFix)) return [];
    const current = workspace();
    // The answer must fit the text as it is now, not as it was when squiggles were last sent.
    current.refresh();
    const file = uriToFileId(textDocument.uri);
    const lines = current.analysis.factsOf(file)?.lines;
    const text = current.textOf(file);
    if (lines === undefined || text === undefined) return [];
    const asked: Span = {
      start: offsetAt(lines, range.start, text.length),
      end: offsetAt(lines, range.end, text.length),
    };
    const toAction = (finding: Finding, fix: Fix): CodeAction | undefined => {
      const base = {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(finding, current.analysis, uris)],
      };
      switch (fix.kind) {
        case "ask-port": {
          if (!clientCommands.includes(changePortCommand)) return undefined;
          return { ...base, command: { title: fix.title, command: changePortCommand, arguments: [fix.listener] } };
        }
        case "edit": {
          const edit = toWorkspaceEdit(fix.edits, current, documents, uris);
          return edit && { ...base, edit, ...(fix.preferred && { isPreferred: true }) };
        }
      }
    };
    return current.analysis
      .findingsOf(file)
      .filter((finding) => overlaps(finding.place.span, asked))
      .flatMap((finding) =>
        (finding.fixes?.((each) => current.textOf(each)) ?? []).map((fix) => toAction(finding, fix)),
      )
      .filter((action) => action !== undefined);
  });
}
