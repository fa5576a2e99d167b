import { existsSync } from "node:fs";
import { CreateFile, type TextDocumentEdit, type TextDocuments, type WorkspaceEdit } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileEdit } from "../analysis/finding.js";
import { rangeOf } from "../analysis/text.js";
import { fromFileId } from "../workspace/paths.js";
import { readText } from "../workspace/read.js";
import type { Workspace } from "../workspace/workspace.js";
import type { DocumentUris } from "./documentUris.js";

/**
 * Edits as the editor applies them, each bound to the version it was made for. Undefined where a file is no longer what
 * the edit was made from.
 *
 * @param createsFiles whether the editor can
 */
export function toWorkspaceEdit(
  edits: readonly FileEdit[],
  workspace: Workspace,
  documents: TextDocuments<TextDocument>,
  uris: DocumentUris,
  createsFiles = false,
): WorkspaceEdit | undefined {
  const changes: (CreateFile | TextDocumentEdit)[] = [];
  for (const { file, edits: textEdits, create } of merge(edits)) {
    const uri = uris.of(file);
    if (create) {
      const state = vacancyOf(file, documents.get(uri));
      if (state === "taken" || (state === "missing" && !createsFiles)) return undefined;
      if (state === "missing") changes.push(CreateFile.create(uri));
    } else if (workspace.textOf(file) === undefined) {
      return undefined;
    }
    const lines = workspace.analysis.factsOf(file)?.lines ?? [0];
    changes.push({
      textDocument: { uri, version: documents.get(uri)?.version ?? null },
      edits: textEdits.map(({ span, newText }) => ({ range: rangeOf(lines, span), newText })),
    });
  }
  return { documentChanges: changes };
}

/** Whether a file can be begun: it is missing, or there is nothing in it but comments. */
function vacancyOf(file: string, document: TextDocument | undefined): "missing" | "empty" | "taken" {
  if (document === undefined && !existsSync(fromFileId(file))) return "missing";
  const onDisk = document ? undefined : readText(file);
  const text = document?.getText() ?? (onDisk?.kind === "text" ? onDisk.text : undefined);
  if (text === undefined) return "taken";
  return text.split(/\r\n|\n|\r/).every((line) => /^\s*(?:#|$)/.test(line)) ? "empty" : "taken";
}

function merge(edits: readonly FileEdit[]): readonly FileEdit[] {
  const files = [...new Set(edits.map(({ file }) => file))];
  return files.map((file) => {
    const own = edits.filter((each) => each.file === file);
    const all = { file, edits: own.flatMap((each) => each.edits) };
    return own.some(({ create }) => create) ? { ...all, create: true } : all;
  });
}
