import { existsSync } from "node:fs";
import {
  AnnotatedTextEdit,
  CreateFile,
  type ChangeAnnotation,
  type TextDocumentEdit,
  type TextDocuments,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileId } from "../analysis/facts.js";
import type { FileEdit } from "../analysis/finding.js";
import { rangeOf, type LineStarts } from "../analysis/text.js";
import { fromFileId } from "../workspace/paths.js";
import { readText } from "../workspace/read.js";
import type { Workspace } from "../workspace/workspace.js";
import type { DocumentUris } from "./documentUris.js";

/** What an editor can do with edits beyond applying them. */
export interface EditAbilities {
  readonly createsFiles: boolean;
  /** Whether it shows annotations, and asks where one needs to be confirmed. */
  readonly annotates: boolean;
}

/**
 * Edits as the editor applies them, each bound to the version it was made for. Those that need to be confirmed are left
 * out for an editor that does not ask. Undefined where a file is no longer what the edit was made from.
 */
export function toWorkspaceEdit(
  edits: readonly FileEdit[],
  workspace: Workspace,
  documents: TextDocuments<TextDocument>,
  uris: DocumentUris,
  { createsFiles, annotates }: EditAbilities,
): WorkspaceEdit | undefined {
  const changes: (CreateFile | TextDocumentEdit)[] = [];
  const kept = edits.filter(({ annotation }) => annotates || annotation?.needsConfirmation !== true);
  for (const { file, edits: ofFile, create } of merge(kept)) {
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
      edits: ofFile.flatMap((each) => textEditsOf(each, lines, annotates)),
    });
  }
  return { documentChanges: changes, ...(annotates && annotationsOf(kept)) };
}

function textEditsOf({ edits, annotation }: FileEdit, lines: LineStarts, annotates: boolean): readonly TextEdit[] {
  return edits.map(({ span, newText }) => {
    const range = rangeOf(lines, span);
    return annotation && annotates ? AnnotatedTextEdit.replace(range, newText, annotation.label) : { range, newText };
  });
}

/** By their labels, under which an editor shows them. */
function annotationsOf(edits: readonly FileEdit[]): Pick<WorkspaceEdit, "changeAnnotations"> {
  const all = edits.flatMap(({ annotation }): readonly ChangeAnnotation[] => (annotation ? [annotation] : []));
  return all.length === 0
    ? {}
    : { changeAnnotations: Object.fromEntries(all.map((each) => [each.label, { ...each }])) };
}

/** Whether a file can be begun: it is missing, or there is nothing in it but comments. */
function vacancyOf(file: string, document: TextDocument | undefined): "missing" | "empty" | "taken" {
  if (document === undefined && !existsSync(fromFileId(file))) return "missing";
  const onDisk = document ? undefined : readText(file);
  const text = document?.getText() ?? (onDisk?.kind === "text" ? onDisk.text : undefined);
  if (text === undefined) return "taken";
  return text.split(/\r\n|\n|\r/).every((line) => /^\s*(?:#|$)/.test(line)) ? "empty" : "taken";
}

interface FileChanges {
  readonly file: FileId;
  readonly edits: readonly FileEdit[];
  readonly create: boolean;
}

function merge(edits: readonly FileEdit[]): readonly FileChanges[] {
  const files = [...new Set(edits.map(({ file }) => file))];
  return files.map((file) => {
    const own = edits.filter((each) => each.file === file);
    return { file, edits: own, create: own.some(({ create }) => create) };
  });
}
