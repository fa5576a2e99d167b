import type { TextDocuments, WorkspaceEdit } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileEdit } from "../analysis/finding.js";
import { rangeOf } from "../analysis/text.js";
import type { Workspace } from "../workspace/workspace.js";
import type { DocumentUris } from "./documentUris.js";

/**
 * Edits as the editor applies them, each bound to the version it was made for. Undefined where a file is no longer what
 * the edit was made from.
 */
export function toWorkspaceEdit(
  edits: readonly FileEdit[],
  workspace: Workspace,
  documents: TextDocuments<TextDocument>,
  uris: DocumentUris,
): WorkspaceEdit | undefined {
  if (edits.some(({ file }) => workspace.textOf(file) === undefined)) return undefined;
  return {
    documentChanges: merge(edits).map(({ file, edits: changes }) => {
      const uri = uris.of(file);
      const lines = workspace.analysis.factsOf(file)?.lines ?? [0];
      return {
        textDocument: { uri, version: documents.get(uri)?.version ?? null },
        edits: changes.map(({ span, newText }) => ({ range: rangeOf(lines, span), newText })),
      };
    }),
  };
}

function merge(edits: readonly FileEdit[]): readonly FileEdit[] {
  const files = [...new Set(edits.map(({ file }) => file))];
  return files.map((file) => ({
    file,
    edits: edits.filter((each) => each.file === file).flatMap((each) => each.edits),
  }));
}
