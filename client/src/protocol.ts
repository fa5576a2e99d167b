import { NotificationType0, RequestType, RequestType0, type WorkspaceEdit } from "vscode-languageclient/node";
import type * as server from "../../server/src/protocol.js";

const changed: typeof server.portMapChanged = "portolan/portMapChanged";
const map: typeof server.portMapRequest = "portolan/portMap";
const choices: typeof server.portChoicesRequest = "portolan/portChoices";
const edit: typeof server.portEditRequest = "portolan/portEdit";
const callers: typeof server.portCallersRequest = "portolan/portCallers";
const chart: typeof server.chartRequest = "portolan/chart";
const chartText: typeof server.chartTextRequest = "portolan/chartText";
const validate: typeof server.validateRequest = "portolan/validate";
const explain: typeof server.explainRequest = "portolan/explain";
const liveHosts: typeof server.liveHostsRequest = "portolan/liveHosts";
const checkHosts: typeof server.checkHostsRequest = "portolan/checkHosts";
const clearLive: typeof server.clearLiveRequest = "portolan/clearLive";
const trusted: typeof server.workspaceTrusted = "portolan/workspaceTrusted";

export const portMapChanged = new NotificationType0(changed);
export const portMapRequest = new RequestType0<server.PortMapResult, void>(map);
export const portChoicesRequest = new RequestType<server.PortChoicesParams, server.PortChoicesResult, void>(choices);
export const portEditRequest = new RequestType<server.PortEditParams, WorkspaceEdit | null, void>(edit);
export const portCallersRequest = new RequestType<server.PortCallersParams, server.PortCallersResult, void>(callers);
export const chartRequest = new RequestType0<server.ChartResult, void>(chart);
export const chartTextRequest = new RequestType<server.ChartTextParams, server.ChartTextResult, void>(chartText);
export const validateRequest = new RequestType<server.ValidateParams, server.ValidateResult, void>(validate);
export const explainRequest = new RequestType<server.ExplainParams, server.ExplainResult, void>(explain);
export const liveHostsRequest = new RequestType0<server.LiveHostsResult, void>(liveHosts);
export const checkHostsRequest = new RequestType<server.CheckHostsParams, server.CheckHostsResult, void>(checkHosts);
export const clearLiveRequest = new RequestType0<null, void>(clearLive);
export const workspaceTrusted = new NotificationType0(trusted);

export const changePortCommand: typeof server.changePortCommand = "portolan.changePort";
export const copyCommandCommand: typeof server.copyCommandCommand = "portolan.copyCommand";
export const tellUnsavedCommand: typeof server.tellUnsavedCommand = "portolan.tellUnsaved";
