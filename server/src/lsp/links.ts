import type { Connection } from "vscode-languageserver/node";
import type { Place } from "../analysis/facts.js";
import { documentLinksOf } from "../analysis/features/documentLinks.js";
import type { Workspace } from "../workspace/workspace.js";
import { asked, toLocation, type Asked } from "./asked.js";
import { rangeOfPlace } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";

export function registerLinks(connection: Connection, uris: DocumentUris, workspace: () => Workspace): void {
  connection.onDocumentLinks(({ textDocument }, token) => {
    const about = asked(workspace(), textDocument.uri, token);
    if (about === undefined) return null;
    return documentLinksOf(about.context, about.file).map(({ place, target }) => ({
      range: rangeOfPlace(place, about.context.analysis),
      target: targetUri(target, about, uris),
    }));
  });
}

/** With the line where it is not the file's first, as editors open it: `…/compose.yaml#L12`. */
function targetUri(target: Place, { context }: Asked, uris: DocumentUris): string {
  const { uri, range } = toLocation(target, context, uris);
  return range.start.line === 0 ? uri : `${uri}#L${String(range.start.line + 1)}`;
}
