import type { TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileId } from "../analysis/facts.js";
import { fileIdToUri, uriToFileId } from "../workspace/paths.js";

/** The URI by which the editor knows a file: its own spelling where the file is open. */
export class DocumentUris {
  constructor(private readonly documents: TextDocuments<TextDocument>) {}

  of(file: FileId): string {
    const uri = fileIdToUri(file);
    if (this.documents.get(uri)) return uri;
    return this.documents.keys().find((each) => uriToFileId(each) === file) ?? uri;
  }
}
