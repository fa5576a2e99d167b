import type { Connection } from "vscode-languageserver/node";
import { definitionAt } from "../analysis/features/definition.js";
import type { Workspace } from "../workspace/workspace.js";
import { askedAt, toLocation } from "./asked.js";
import type { DocumentUris } from "./documentUris.js";

export function registerDefinition(connection: Connection, uris: DocumentUris, workspace: () => Workspace): void {
  connection.onDefinition((params, token) => {
    const about = askedAt(workspace(), params, token);
    if (about === undefined) return null;
    const { context, file, offset } = about;
    return definitionAt(context, file, offset).map((place) => toLocation(place, context, uris));
  });
}
