import type { Connection } from "vscode-languageserver/node";
import { referencesAt } from "../analysis/features/references.js";
import type { Workspace } from "../workspace/workspace.js";
import { askedAt, toLocation } from "./asked.js";
import type { DocumentUris } from "./documentUris.js";

export function registerReferences(connection: Connection, uris: DocumentUris, workspace: () => Workspace): void {
  connection.onReferences((params, token) => {
    const about = askedAt(workspace(), params, token);
    if (about === undefined) return null;
    const { context, file, offset } = about;
    const places = referencesAt(context, file, offset, params.context.includeDeclaration);
    return places.map((place) => toLocation(place, context, uris));
  });
}
