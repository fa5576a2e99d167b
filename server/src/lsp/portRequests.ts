import type { CancellationToken, Connection, ResponseError, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FeatureContext } from "../analysis/features/feature.js";
import { changePort, portNumberAt, portOfClaim, type ChangeablePort } from "../analysis/features/portChange.js";
import { callersOf } from "../analysis/features/portCallers.js";
import { proposalsFor } from "../analysis/fixes/movePort.js";
import { offsetAt } from "../analysis/text.js";
import {
  portCallersRequest,
  portChoicesRequest,
  portEditRequest,
  portMapRequest,
  type PortCallersParams,
  type PortCallersResult,
  type PortChoicesParams,
  type PortChoicesResult,
  type PortEditParams,
  type PortEditResult,
  type PortMapResult,
  type PortTarget,
} from "../protocol.js";
import { uriToFileId } from "../workspace/paths.js";
import type { Workspace } from "../workspace/workspace.js";
import { cancelled } from "./cancelled.js";
import { rangeOfPlace } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";
import type { LiveChecks } from "./live/checks.js";
import { portMapOf } from "./portMap.js";
import { toWorkspaceEdit, type EditAbilities } from "./edits.js";

type PlacedTarget = Exclude<PortTarget, { readonly listener: string }>;

const proposalsShown = 3;

/** @param firstRead settles once the workspace was read; a port map that lacks files says what is not true */
export function registerPortRequests(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  uris: DocumentUris,
  workspace: () => Workspace,
  abilities: EditAbilities,
  firstRead: Promise<void>,
  live: LiveChecks,
): void {
  connection.onRequest(
    portMapRequest,
    async (token: CancellationToken): Promise<PortMapResult | ResponseError<undefined>> => {
      await firstRead;
      await workspace().settled(token);
      return token.isCancellationRequested ? cancelled() : portMapOf(workspace().analysis, uris, live);
    },
  );

  connection.onRequest(portCallersRequest, ({ listener }: PortCallersParams): PortCallersResult => {
    workspace().refresh();
    const { analysis } = workspace();
    const found = analysis.claim(listener);
    if (found === undefined) return null;
    const callers = callersOf(found.claim, found.model).map(({ place, ...caller }) => ({
      ...caller,
      uri: uris.of(place.file),
      range: rangeOfPlace(place, analysis),
    }));
    return { owner: found.claim.owner, callers };
  });

  const find = (target: PortTarget): { port: ChangeablePort; context: FeatureContext } | undefined => {
    const current = workspace();
    current.refresh();
    const context: FeatureContext = { analysis: current.analysis, texts: (file) => current.textOf(file) };
    const port = "listener" in target ? portOfClaim(context, target.listener) : portUnder(target, context);
    return port && { port, context };
  };

  connection.onRequest(portChoicesRequest, async (target: PortChoicesParams): Promise<PortChoicesResult> => {
    await firstRead;
    const found = find(target);
    if (found === undefined || found.port.move.stuck !== undefined) return null;
    const { owner, opens, move } = found.port;
    const { port: current, taken } = move;
    return { owner, current, opens: opens ?? "socket", proposals: proposalsFor(move, proposalsShown), taken };
  });

  connection.onRequest(portEditRequest, async ({ port, ...target }: PortEditParams): Promise<PortEditResult> => {
    await firstRead;
    const found = find(target);
    const result = found && changePort(found.port, String(port), found.context);
    if (result?.kind !== "edits") return null;
    return toWorkspaceEdit(result.edits, workspace(), documents, uris, abilities) ?? null;
  });
}

function portUnder({ uri, position }: PlacedTarget, context: FeatureContext): ChangeablePort | undefined {
  const file = uriToFileId(uri);
  const lines = context.analysis.factsOf(file)?.lines;
  const text = context.texts(file);
  if (lines === undefined || text === undefined) return undefined;
  return portNumberAt(context, file, offsetAt(lines, position, text.length));
}
