import { DocumentHighlightKind, type Connection } from "vscode-languageserver/node";
import { highlightsAt } from "../analysis/features/documentHighlight.js";
import { rangeOf } from "../analysis/text.js";
import type { Workspace } from "../workspace/workspace.js";
import { askedAt } from "./asked.js";

/** Null where there is nothing of ours, so that the editor marks the same words instead. */
export function registerDocumentHighlight(connection: Connection, workspace: () => Workspace): void {
  connection.onDocumentHighlight((params, token) => {
    const about = askedAt(workspace(), params, token);
    if (about === undefined) return null;
    const { context, file, offset } = about;
    const lines = context.analysis.factsOf(file)?.lines ?? [0];
    const highlights = highlightsAt(context, file, offset).map(({ span, kind }) => ({
      range: rangeOf(lines, span),
      kind: kind === "write" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
    return highlights.length > 0 ? highlights : null;
  });
}
