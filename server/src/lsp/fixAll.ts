import type { CodeAction, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileId } from "../analysis/facts.js";
import { fixAll } from "../analysis/features/fixAll.js";
import type { Workspace } from "../workspace/workspace.js";
import type { DocumentUris } from "./documentUris.js";
import { toWorkspaceEdit, type EditAbilities } from "./edits.js";

/** Below `source.fixAll`, so that an editor that fixes all when it saves runs it, too. */
export const fixAllKind = "source.fixAll.portolan";

/** Whether a client that names kinds wants this one: a kind stands for all that begin with it. */
export function asksForFixAll(only: readonly string[]): boolean {
  return only.some((kind) => kind === "" || kind === fixAllKind || fixAllKind.startsWith(`${kind}.`));
}

/** All safe fixes of a file as one edit; nothing where there is none. */
export function fixAllActions(
  workspace: Workspace,
  file: FileId,
  documents: TextDocuments<TextDocument>,
  uris: DocumentUris,
  client: EditAbilities,
): readonly CodeAction[] {
  const context = { analysis: workspace.analysis, texts: (each: FileId) => workspace.textOf(each) };
  const edits = fixAll(context, file);
  const edit = edits.length === 0 ? undefined : toWorkspaceEdit([{ file, edits }], workspace, documents, uris, client);
  return edit ? [{ title: "Fix all in this file that Portolan can fix safely", kind: fixAllKind, edit }] : [];
}
