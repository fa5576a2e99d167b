import type { WorkspaceEdit } from "vscode-languageclient/node";
import type * as server from "../../server/src/protocol.js";

/** A request by its method, with what it takes and what is answered. */
export interface Request<Params, Result> {
  readonly method: string;
  /** Never there: it carries the types. */
  readonly types?: readonly [Params, Result];
}

/** As the protocol has it; the editor's own is made of it. */
export type EditAnswer = WorkspaceEdit | null;

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

export const portMapRequest: Request<undefined, server.PortMapResult> = { method: map };
export const portChoicesRequest: Request<server.PortChoicesParams, server.PortChoicesResult> = { method: choices };
export const portEditRequest: Request<server.PortEditParams, EditAnswer> = { method: edit };
export const portCallersRequest: Request<server.PortCallersParams, server.PortCallersResult> = { method: callers };
export const chartRequest: Request<undefined, server.ChartResult> = { method: chart };
export const chartTextRequest: Request<server.ChartTextParams, server.ChartTextResult> = { method: chartText };
export const validateRequest: Request<server.ValidateParams, server.ValidateResult> = { method: validate };
export const explainRequest: Request<server.ExplainParams, server.ExplainResult> = { method: explain };
export const liveHostsRequest: Request<undefined, server.LiveHostsResult> = { method: liveHosts };
export const checkHostsRequest: Request<server.CheckHostsParams, server.CheckHostsResult> = { method: checkHosts };
export const clearLiveRequest: Request<undefined, null> = { method: clearLive };

export const portMapChanged: typeof server.portMapChanged = "portolan/portMapChanged";
export const workspaceTrusted: typeof server.workspaceTrusted = "portolan/workspaceTrusted";

export const changePortCommand: typeof server.changePortCommand = "portolan.changePort";
export const copyCommandCommand: typeof server.copyCommandCommand = "portolan.copyCommand";
export const tellUnsavedCommand: typeof server.tellUnsavedCommand = "portolan.tellUnsaved";
