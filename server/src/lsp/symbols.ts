import { SymbolKind, type Connection, type DocumentSymbol } from "vscode-languageserver/node";
import { documentSymbolsOf, type OutlineItem } from "../analysis/features/documentSymbols.js";
import { rangeOf, type LineStarts } from "../analysis/text.js";
import type { Workspace } from "../workspace/workspace.js";
import { asked } from "./asked.js";

const kinds: Readonly<Record<OutlineItem["kind"], SymbolKind>> = {
  config: SymbolKind.Module,
  section: SymbolKind.Namespace,
  component: SymbolKind.Object,
  pipeline: SymbolKind.Event,
};

export function registerSymbols(connection: Connection, workspace: () => Workspace): void {
  connection.onDocumentSymbol(({ textDocument }, token) => {
    const about = asked(workspace(), textDocument.uri, token);
    if (about === undefined) return null;
    const lines = about.context.analysis.factsOf(about.file)?.lines ?? [0];
    return documentSymbolsOf(about.context, about.file).map((item) => toSymbol(item, lines));
  });
}

function toSymbol({ kind, name, detail, span, selection, children }: OutlineItem, lines: LineStarts): DocumentSymbol {
  return {
    kind: kinds[kind],
    name,
    ...(detail !== "" && { detail }),
    range: rangeOf(lines, span),
    selectionRange: rangeOf(lines, selection),
    children: children.map((child) => toSymbol(child, lines)),
  };
}
