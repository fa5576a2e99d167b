import type { Connection } from "vscode-languageserver/node";
import { explain } from "../analysis/features/explain/explain.js";
import { explainRequest, type ExplainParams, type ExplainResult } from "../protocol.js";
import type { Workspace } from "../workspace/workspace.js";
import { rangeOfPlace } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";

/** More than anybody pastes. */
const mostLines = 2000;

export function registerExplain(connection: Connection, uris: DocumentUris, workspace: () => Workspace): void {
  connection.onRequest(explainRequest, ({ text }: ExplainParams): ExplainResult => {
    const current = workspace();
    current.refresh();
    const { analysis } = current;
    const context = { analysis, texts: (file: string) => current.textOf(file) };
    const lines = new Set(text.split(/\r?\n/, mostLines).map((line) => line.trim()));
    const explanations = [...lines].flatMap((line) => {
      const found = explain(line, context);
      return found ? [{ line, found }] : [];
    });
    return {
      explanations: explanations.map(({ line, found: { meaning, causes } }) => ({
        text: line,
        meaning,
        causes: causes.map(({ rule, message, place }) => ({
          rule,
          message,
          uri: uris.of(place.file),
          range: rangeOfPlace(place, analysis),
        })),
      })),
    };
  });
}
