import { CodeActionKind, type CodeAction, type Connection, type TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding, Fix, TextOf } from "../analysis/finding.js";
import { ignoreFixes } from "../analysis/ignoreFixes.js";
import { offsetAt, overlaps, type Span } from "../analysis/text.js";
import { changePortCommand } from "../protocol.js";
import { uriToFileId } from "../workspace/paths.js";
import type { Workspace } from "../workspace/workspace.js";
import { toDiagnostic } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";
import { toWorkspaceEdit } from "./edits.js";

/** What the client can do beyond applying edits; a fix that needs more is not offered. */
export interface ClientAbilities {
  /** Its own commands, such as one that asks the person for a port. */
  readonly commands: readonly string[];
  readonly createsFiles: boolean;
}

export function registerCodeActions(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  uris: DocumentUris,
  workspace: () => Workspace,
  client: ClientAbilities,
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
          if (!client.commands.includes(changePortCommand)) return undefined;
          return { ...base, command: { title: fix.title, command: changePortCommand, arguments: [fix.listener] } };
        }
        case "edit": {
          const edit = toWorkspaceEdit(fix.edits, current, documents, uris, client.createsFiles);
          return edit && { ...base, edit, ...(fix.preferred && { isPreferred: true }) };
        }
      }
    };
    const texts: TextOf = (each) => current.textOf(each);
    const around = { roots: current.roots, projects: current.analysis.projects() };
    const findings = current.analysis.findingsOf(file).filter((finding) => overlaps(finding.place.span, asked));
    const repairs = findings.flatMap((finding) => (finding.fixes?.(texts) ?? []).map((fix) => toAction(finding, fix)));
    const ignores = findings.flatMap((finding) =>
      ignoreFixes(finding, texts, around).map((fix) => toAction(finding, fix)),
    );
    return [...repairs, ...withoutRepeats(ignores)].filter((action) => action !== undefined);
  });
}

/** Two findings of a rule on one line are ignored by one comment. */
function withoutRepeats(actions: readonly (CodeAction | undefined)[]): readonly (CodeAction | undefined)[] {
  return [...new Map(actions.map((action) => [JSON.stringify([action?.title, action?.edit]), action])).values()];
}
