import type { Connection, ServerCapabilities } from "vscode-languageserver/node";
import { inlayHints } from "../analysis/features/inlayHints/inlayHints.js";
import { offsetAt, positionAt } from "../analysis/text.js";
import type { Workspace } from "../workspace/workspace.js";
import { asked } from "./asked.js";

export const inlayHintCapabilities: ServerCapabilities = { inlayHintProvider: true };

/** @param isEnabled what the person's setting says at that moment */
export function registerInlayHints(connection: Connection, workspace: () => Workspace, isEnabled: () => boolean): void {
  connection.languages.inlayHint.on(({ textDocument, range }, token) => {
    const about = isEnabled() ? asked(workspace(), textDocument.uri, token) : undefined;
    if (about === undefined) return [];
    const { context, file } = about;
    const lines = context.analysis.factsOf(file)?.lines ?? [0];
    const length = context.texts(file)?.length ?? 0;
    const span = { start: offsetAt(lines, range.start, length), end: offsetAt(lines, range.end, length) };
    return inlayHints(context, file, span).map(({ at, label, tooltip }) => ({
      position: positionAt(lines, at),
      label,
      tooltip,
      paddingLeft: true,
    }));
  });
}
