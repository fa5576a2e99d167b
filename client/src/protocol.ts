import { NotificationType0, RequestType, RequestType0, type WorkspaceEdit } from "vscode-languageclient/node";
import type * as server from "../../server/src/protocol.js";

const changed: typeof server.portMapChanged = "portolan/portMapChanged";
const map: typeof server.portMapRequest = "portolan/portMap";
const choices: typeof server.portChoicesRequest = "portolan/portChoices";
const edit: typeof server.portEditRequest = "portolan/portEdit";

export const portMapChanged = new NotificationType0(changed);
export const portMapRequest = new RequestType0<server.PortMapResult, void>(map);
export const portChoicesRequest = new RequestType<server.PortChoicesParams, server.PortChoicesResult, void>(choices);
export const portEditRequest = new RequestType<server.PortEditParams, WorkspaceEdit | null, void>(edit);

export const changePortCommand: typeof server.changePortCommand = "portolan.changePort";
