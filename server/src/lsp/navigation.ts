import type { Connection, ServerCapabilities } from "vscode-languageserver/node";
import type { Workspace } from "../workspace/workspace.js";
import { registerDefinition } from "./definition.js";
import { registerDocumentHighlight } from "./documentHighlight.js";
import type { DocumentUris } from "./documentUris.js";
import { registerFolding } from "./folding.js";
import { registerHover } from "./hover.js";
import { registerLinks } from "./links.js";
import { registerReferences } from "./references.js";
import { registerSymbols } from "./symbols.js";

/** What is answered about a place in a document, or about its shape, without changing anything. */
export const navigationCapabilities: ServerCapabilities = {
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  documentLinkProvider: {},
  hoverProvider: true,
};

export function registerNavigation(connection: Connection, uris: DocumentUris, workspace: () => Workspace): void {
  registerDefinition(connection, uris, workspace);
  registerReferences(connection, uris, workspace);
  registerDocumentHighlight(connection, workspace);
  registerSymbols(connection, workspace);
  registerFolding(connection, workspace);
  registerLinks(connection, uris, workspace);
  registerHover(connection, workspace);
}
