import {
  LSPErrorCodes,
  ResponseError,
  type Connection,
  type TextDocumentPositionParams,
  type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { componentRenameAt } from "../analysis/features/componentRename.js";
import { portRenameAt } from "../analysis/features/portRename.js";
import type { RenameProvider, RenameTarget } from "../analysis/features/rename.js";
import { offsetAt, rangeOf, type LineStarts } from "../analysis/text.js";
import { uriToFileId } from "../workspace/paths.js";
import type { Workspace } from "../workspace/workspace.js";
import type { DocumentUris } from "./documentUris.js";
import { toWorkspaceEdit, type EditAbilities } from "./edits.js";
import type { Unsaved } from "./unsaved.js";

const providers: readonly RenameProvider[] = [portRenameAt, componentRenameAt];

/** @param firstRead settles once the workspace was read; before that a rename would leave places behind */
export function registerRename(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  uris: DocumentUris,
  workspace: () => Workspace,
  abilities: EditAbilities,
  unsaved: Unsaved,
  firstRead: Promise<void>,
): void {
  const targetAt = (params: TextDocumentPositionParams): { target: RenameTarget; lines: LineStarts } | undefined => {
    const current = workspace();
    current.refresh();
    const file = uriToFileId(params.textDocument.uri);
    const lines = current.analysis.factsOf(file)?.lines;
    const text = current.textOf(file);
    if (lines === undefined || text === undefined) return undefined;
    const offset = offsetAt(lines, params.position, text.length);
    const context = { analysis: current.analysis, texts: (each: string) => current.textOf(each) };
    for (const provider of providers) {
      const target = provider(context, file, offset);
      if (target) return { target, lines };
    }
    return undefined;
  };

  connection.onPrepareRename((params) => {
    const found = targetAt(params);
    return found && { range: rangeOf(found.lines, found.target.span), placeholder: found.target.placeholder };
  });

  connection.onRenameRequest(async (params) => {
    await firstRead;
    const result = targetAt(params)?.target.rename(params.newName);
    if (result === undefined) return null;
    if (result.kind === "refused") return refusal(result.reason);
    const edit = toWorkspaceEdit(result.edits, workspace(), documents, uris, abilities);
    if (edit === undefined) return refusal(changed);
    unsaved.tellOf(edit);
    return edit;
  });
}

const changed = "A file on disk is another one by now than was read. Try again.";

function refusal(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}
