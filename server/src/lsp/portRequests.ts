import type { Connection, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Place } from "../analysis/facts.js";
import { freePorts, takenPorts } from "../analysis/fixes/freePorts.js";
import { moveEdits } from "../analysis/fixes/movePort.js";
import {
  portChoicesRequest,
  portEditRequest,
  portMapRequest,
  type Located,
  type PortChoicesParams,
  type PortChoicesResult,
  type PortEditParams,
  type PortEditResult,
  type PortMapResult,
} from "../protocol.js";
import type { Workspace } from "../workspace/workspace.js";
import { rangeOfPlace } from "./diagnostics.js";
import type { DocumentUris } from "./documentUris.js";
import { toWorkspaceEdit } from "./edits.js";

const proposalsShown = 3;

export function registerPortRequests(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  uris: DocumentUris,
  workspace: () => Workspace,
): void {
  connection.onRequest(portMapRequest, (): PortMapResult => {
    const { analysis } = workspace();
    workspace().refresh();
    const located = <T extends { readonly place: Place }>({ place, ...claim }: T): Omit<T, "place"> & Located => ({
      ...claim,
      uri: uris.of(place.file),
      range: rangeOfPlace(place, analysis),
    });
    return {
      namespaces: analysis.ports().namespaces.map((namespace) => ({
        ...namespace,
        listeners: namespace.listeners.map(located),
        mappings: namespace.mappings.map(located),
      })),
    };
  });

  connection.onRequest(portChoicesRequest, ({ listener: id }: PortChoicesParams): PortChoicesResult => {
    const found = workspace().analysis.claim(id);
    if (found === undefined || found.claim.port === null || found.claim.change.kind === "none") return null;
    const { claim, model } = found;
    return {
      owner: claim.owner,
      current: found.claim.port,
      proposals: freePorts(claim, model, proposalsShown),
      taken: takenPorts(claim, model).flatMap(({ port, owner }) => (port === null ? [] : [{ port, owner }])),
    };
  });

  connection.onRequest(portEditRequest, ({ listener: id, port }: PortEditParams): PortEditResult => {
    const current = workspace();
    const found = current.analysis.claim(id);
    if (found === undefined || !Number.isInteger(port) || port < 1 || port > 65535) return null;
    const edits = moveEdits(found.claim, port, (file) => current.textOf(file));
    return (edits && toWorkspaceEdit(edits, current, documents, uris)) ?? null;
  });
}
