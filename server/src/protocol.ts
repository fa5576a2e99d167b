/**
 * What client and server say to each other beyond the Language Server Protocol. The client imports this file as types
 * and for the names of the methods; it has no other dependency on the server.
 */
import type { ListenerReport, MappingReport, NamespaceReport } from "./analysis/report.js";
import type { Range } from "./analysis/text.js";

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

export type ListenerItem = Omit<ListenerReport, "place"> & Located;
export type MappingItem = Omit<MappingReport, "place"> & Located;

/**
 * Client → server: which numbers a listener could take, for the input box of "Change Port…". Null where it is no longer
 * there, or stands in no file that can be edited.
 */
export const portChoicesRequest = "portolan/portChoices";
export interface PortChoicesParams {
  readonly listener: string;
}
export type PortChoicesResult = PortChoices | null;
export interface PortChoices {
  /** `otlp receiver (grpc) of DDOT` */
  readonly owner: string;
  readonly current: number;
  readonly proposals: readonly { readonly port: number; readonly note?: string }[];
  /** Who holds which port in the namespaces concerned. */
  readonly taken: readonly { readonly port: number; readonly owner: string }[];
}

/** Client → server: the edit that moves a listener to a port. */
export const portEditRequest = "portolan/portEdit";
export interface PortEditParams {
  readonly listener: string;
  readonly port: number;
}
/** A `WorkspaceEdit`, or null where the listener is no longer there. */
export type PortEditResult = object | null;

/** The client's command behind the quick-fix "Change the port…"; takes the listener's id. */
export const changePortCommand = "portolan.changePort";

/** What a client tells at `initialize`, as `initializationOptions`. All of it may be missing. */
export interface InitializationOptions {
  /** Commands of the client that the server may put behind code actions. */
  readonly commands?: readonly string[];
  readonly settings?: Settings;
}

/** The section `portolan` of the client's configuration. */
export interface Settings {
  readonly exclude?: readonly string[];
  readonly collector?: { readonly version?: string };
}
