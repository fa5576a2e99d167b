/**
 * What client and server say to each other beyond the Language Server Protocol. The client imports this file as types
 * and for the names of the methods; it has no other dependency on the server.
 */
import type { PortCaller } from "./analysis/features/portCallers.js";
import type { Chart } from "./analysis/chart/model.js";
import type { ListenerReport, MappingReport, NamespaceReport } from "./analysis/report.js";
import type { Position, Range } from "./analysis/text.js";

export * from "./protocolLive.js";

/** Server → client, without a payload: the port map changed, ask again when it is needed. */
export const portMapChanged = "portolan/portMapChanged";

/** Client → server: the whole port map. */
export const portMapRequest = "portolan/portMap";
export interface PortMapResult {
  readonly namespaces: readonly NamespaceItem[];
}

export interface NamespaceItem extends Omit<NamespaceReport, "listeners" | "mappings"> {
  readonly listeners: readonly ListenerItem[];
  readonly mappings: readonly MappingItem[];
}

/** A place as the client opens it. */
export interface Located {
  readonly uri: string;
  readonly range: Range;
}

/** How it stands with a port, beside what its owner says. */
export interface Standing {
  /** Whether it is reached from its own host, pod or container alone. */
  readonly loopback: boolean;
  /** What a finding says that stands there. Absent for a collision, which `conflict` tells. */
  readonly problem?: string;
}

export type ListenerItem = Omit<ListenerReport, "place"> & Located & Standing;
export type MappingItem = Omit<MappingReport, "place"> & Located & Standing;

/** Client → server: who connects to a port or hands it on. Null where its owner is no longer there. */
export const portCallersRequest = "portolan/portCallers";
export interface PortCallersParams {
  readonly listener: string;
}
export type PortCallersResult = PortCallers | null;
export interface PortCallers {
  /** `otlp receiver (grpc) of DDOT` */
  readonly owner: string;
  readonly callers: readonly (Located & Omit<PortCaller, "place">)[];
}

/** Client → server: the port chart, and where everything in it stands. */
export const chartRequest = "portolan/chart";
export interface ChartResult {
  readonly chart: Chart;
  /** By the ids of the chart. */
  readonly places: Readonly<Record<string, Located>>;
}

/** Client → server: the port map as text, for a README or a pull request. */
export const chartTextRequest = "portolan/chartText";
export interface ChartTextParams {
  readonly format: "mermaid" | "markdown";
}
export interface ChartTextResult {
  readonly text: string;
}

/** Whose port: the id of whoever takes it, or the place where its number stands. */
export type PortTarget = { readonly listener: string } | { readonly uri: string; readonly position: Position };

/**
 * Client → server: which numbers a port could be given, for the input box of "Change Port…". Null where it is no longer
 * there, or stands in no file that can be edited.
 */
export const portChoicesRequest = "portolan/portChoices";
export type PortChoicesParams = PortTarget;
export type PortChoicesResult = PortChoices | null;
export interface PortChoices {
  /** `otlp receiver (grpc) of DDOT` */
  readonly owner: string;
  readonly current: number;
  /** What is opened there, which decides on the numbers that suit. */
  readonly opens: "socket" | "published" | "host-port" | "node-port" | "service";
  readonly proposals: readonly { readonly port: number; readonly note?: string }[];
  /** Who holds which port in the namespaces concerned. */
  readonly taken: readonly { readonly port: number; readonly owner: string }[];
}

/** Client → server: the edit that gives a port another number, wherever that is written. */
export const portEditRequest = "portolan/portEdit";
export type PortEditParams = PortTarget & { readonly port: number };
/** A `WorkspaceEdit`, or null where the port is no longer there, or cannot have that number. */
export type PortEditResult = object | null;

/** The client's command behind the quick-fix "Change the port…"; takes the listener's id, else looks at the cursor. */
export const changePortCommand = "portolan.changePort";

/**
 * Client → server: ask the person's own collector (`portolan.collector.path`) what it thinks of the configurations in a
 * file. What it says is published as diagnostics of the source `portolan (validate)`.
 */
export const validateRequest = "portolan/validate";
export interface ValidateParams {
  readonly uri: string;
}
export type ValidateResult =
  { readonly kind: "answered"; readonly complaints: number } | { readonly kind: "failed"; readonly reason: string };

/** Client → server: what lines of a log mean in this workspace; those that tell of nothing known are left out. */
export const explainRequest = "portolan/explain";
export interface ExplainParams {
  readonly text: string;
}
export interface ExplainResult {
  readonly explanations: readonly LineExplanation[];
}
export interface LineExplanation {
  readonly text: string;
  readonly meaning: string;
  /** The likeliest first. Empty where the workspace does not show why. */
  readonly causes: readonly (Located & { readonly rule: string | undefined; readonly message: string })[];
}

/** Client → server, without a payload: the person trusts the workspace from now on. */
export const workspaceTrusted = "portolan/workspaceTrusted";

/** The client's command behind a code action that changes files which are not open; takes their URIs. */
export const tellUnsavedCommand = "portolan.tellUnsaved";

/** What a client tells at `initialize`, as `initializationOptions`. All of it may be missing. */
export interface InitializationOptions {
  /** Commands of the client that the server may put behind code actions. */
  readonly commands?: readonly string[];
  /** Whether the person trusts the workspace: without it the server runs no program and asks no host. */
  readonly trusted?: boolean;
  /** An absolute folder where the server may keep what it would otherwise find out anew at each start. */
  readonly cacheFolder?: string;
  readonly settings?: Settings;
  /** VS Code's own section, of which `exclude` counts. */
  readonly files?: { readonly exclude?: unknown };
}

/** The section `portolan` of the client's configuration. */
export interface Settings {
  readonly exclude?: readonly string[];
  readonly collector?: { readonly version?: string; readonly path?: string };
  readonly inlayHints?: { readonly enabled?: boolean };
  readonly live?: { readonly timeout?: number };
}
