import { MarkupKind, type Connection } from "vscode-languageserver/node";
import { hoverAt } from "../analysis/features/hover/hover.js";
import { rangeOf } from "../analysis/text.js";
import type { Workspace } from "../workspace/workspace.js";
import { askedAt } from "./asked.js";

export function registerHover(connection: Connection, workspace: () => Workspace): void {
  connection.onHover((params, token) => {
    const about = askedAt(workspace(), params, token);
    if (about === undefined) return null;
    const hover = hoverAt(about.context, about.file, about.offset);
    if (hover === undefined) return null;
    const lines = about.context.analysis.factsOf(about.file)?.lines ?? [0];
    return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: rangeOf(lines, hover.span) };
  });
}
