import type { CancellationToken, Location, TextDocumentPositionParams } from "vscode-languageserver/node";
import type { FileId, Place } from "../analysis/facts.js";
import type { FeatureContext } from "../analysis/features/feature.js";
import { offsetAt } from "../analysis/text.js";
import { uriToFileId } from "../workspace/paths.js";
import type { Workspace } from "../workspace/workspace.js";
import { rangeOfPlace } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";

/** A document that somebody asks about, and what to answer from. */
export interface Asked {
  readonly context: FeatureContext;
  readonly file: FileId;
}

export interface AskedAt extends Asked {
  readonly offset: number;
}

/** Brings what a document is joined with up to date. Undefined where nobody waits any more, or the document says nothing of ours. */
export function asked(workspace: Workspace, uri: string, token: CancellationToken): Asked | undefined {
  if (token.isCancellationRequested) return undefined;
  const file = uriToFileId(uri);
  workspace.refresh(file);
  if (workspace.analysis.factsOf(file) === undefined) return undefined;
  return { context: { analysis: workspace.analysis, texts: (each) => workspace.textOf(each) }, file };
}

export function askedAt(
  workspace: Workspace,
  { textDocument, position }: TextDocumentPositionParams,
  token: CancellationToken,
): AskedAt | undefined {
  const about = asked(workspace, textDocument.uri, token);
  const lines = about?.context.analysis.factsOf(about.file)?.lines;
  const text = about?.context.texts(about.file);
  if (about === undefined || lines === undefined || text === undefined) return undefined;
  return { ...about, offset: offsetAt(lines, position, text.length) };
}

export function toLocation(place: Place, { analysis }: FeatureContext, uris: DocumentUris): Location {
  return { uri: uris.of(place.file), range: rangeOfPlace(place, analysis) };
}
