import { CodeActionKind, type CodeAction, type Connection, type TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding, Fix, TextOf } from "../analysis/finding.js";
import { isSafe } from "../analysis/features/fixAll.js";
import { ignoreFixes } from "../analysis/ignoreFixes.js";
import { offsetAt, overlaps, type Span } from "../analysis/text.js";
import { changePortCommand } from "../protocol.js";
import { uriToFileId } from "../workspace/paths.js";
import type { Workspace } from "../workspace/workspace.js";
import { toDiagnostic } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";
import { toWorkspaceEdit, type EditAbilities } from "./edits.js";
import { asksForFixAll, fixAllActions } from "./fixAll.js";
import type { LiveChecks } from "./live/checks.js";
import { portActions } from "./portActions.js";
import type { Unsaved } from "./unsaved.js";

/** What the client can do beyond applying edits; a fix that needs more is not offered. */
export interface ClientAbilities extends EditAbilities {
  /** Its own commands, such as one that asks the person for a port. */
  readonly commands: readonly string[];
}

/** @param firstRead settles once the workspace was read; before that a fix could take a port that somebody has */
export function registerCodeActions(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  uris: DocumentUris,
  workspace: () => Workspace,
  client: ClientAbilities,
  unsaved: Unsaved,
  live: LiveChecks,
  firstRead: Promise<void>,
): void {
  connection.onCodeAction(async ({ textDocument, range, context }) => {
    const wants = wantedOf(context.only);
    if (!wants.quickFixes && !wants.fixAll && !wants.refactorings) return [];
    await firstRead;
    const current = workspace();
    // The answer must fit the text as it is now, not as it was when squiggles were last sent.
    const file = uriToFileId(textDocument.uri);
    current.refresh(file);
    const lines = current.analysis.factsOf(file)?.lines;
    const text = current.textOf(file);
    if (lines === undefined || text === undefined) return [];
    const at = { uri: textDocument.uri, position: range.start };
    const refactorings = wants.refactorings ? portActions(current, file, at, client.commands) : [];
    if (!wants.quickFixes)
      return [...refactorings, ...(wants.fixAll ? fixAllActions(current, file, documents, uris, client) : [])];
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
          const edit = toWorkspaceEdit(fix.edits, current, documents, uris, client);
          const command = edit && unsaved.commandAfter(edit);
          return edit && { ...base, edit, ...(command && { command }), ...(fix.preferred && { isPreferred: true }) };
        }
      }
    };
    const texts: TextOf = (each) => current.textOf(each);
    const around = { roots: current.roots, projects: current.analysis.projects() };
    const findings = current.analysis
      .findingsOf(file)
      .filter((finding) => overlaps(finding.place.span, asked))
      .slice(0, mostFindings);
    const fixes = findings.flatMap((finding) => (finding.fixes?.(texts) ?? []).map((fix) => ({ finding, fix })));
    const repairs = fixes.map(({ finding, fix }) => toAction(finding, fix));
    const ignores = findings.flatMap((finding) =>
      ignoreFixes(finding, texts, around).map((fix) => toAction(finding, fix)),
    );
    // To look through the whole file at every move of the cursor would be too much.
    const isWorthIt = wants.fixAll && fixes.some(({ fix }) => isSafe(fix));
    const all = isWorthIt ? fixAllActions(current, file, documents, uris, client) : [];
    return [
      ...repairs,
      ...withoutRepeats(ignores),
      ...live.actionsAt(file, asked, client.commands),
      ...refactorings,
      ...all,
    ].filter((action) => action !== undefined);
  });
}

/** Under one selection: a menu of more is of no use to anybody, and each takes its time. */
const mostFindings = 50;

interface Wanted {
  readonly quickFixes: boolean;
  readonly refactorings: boolean;
  readonly fixAll: boolean;
}

/** @param only the kinds that the client names; all where it names none */
function wantedOf(only: readonly string[] | undefined): Wanted {
  if (only === undefined) return { quickFixes: true, refactorings: true, fixAll: true };
  const isRewrite = (kind: string): boolean => `${CodeActionKind.RefactorRewrite}.`.startsWith(`${kind}.`);
  return {
    refactorings: only.some((kind) => kind === "" || isRewrite(kind)),
    quickFixes: only.some((kind) => kind === "" || kind === CodeActionKind.QuickFix),
    fixAll: asksForFixAll(only),
  };
}

/** Two findings of a rule on one line are ignored by one comment. */
function withoutRepeats(actions: readonly (CodeAction | undefined)[]): readonly (CodeAction | undefined)[] {
  return [...new Map(actions.map((action) => [JSON.stringify([action?.title, action?.edit]), action])).values()];
}
