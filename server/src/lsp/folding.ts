import type { Connection } from "vscode-languageserver/node";
import { foldsOf } from "../analysis/features/folding.js";
import type { Workspace } from "../workspace/workspace.js";
import { asked } from "./asked.js";

export function registerFolding(connection: Connection, workspace: () => Workspace): void {
  connection.onFoldingRanges(({ textDocument }, token) => {
    const about = asked(workspace(), textDocument.uri, token);
    const folds = about && foldsOf(about.context, about.file);
    return folds?.map(({ first, last }) => ({ startLine: first, endLine: last })) ?? null;
  });
}
