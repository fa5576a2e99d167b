import { isAbsolute } from "node:path";
import { parseVersion } from "../analysis/versions.js";
import type { Build, FileId } from "../analysis/facts.js";
import type { WorkspaceOptions } from "../workspace/workspace.js";

/** The settings that the server heeds, read from whatever the client sent; what is of the wrong shape counts as unset. */
export interface EditorSettings {
  readonly exclude: readonly string[];
  readonly collectorVersion: string | undefined;
  readonly inlayHints: boolean;
  /** The person's own collector program. */
  readonly collectorPath: string | undefined;
  /** How long a host may take that is asked, in seconds; undefined where nobody says. */
  readonly liveTimeout: number | undefined;
}

/** Whether a client speaks of this server's settings at all; where it does not, those it began with stay. */
export function tellsSettings(value: unknown): boolean {
  return field(value, "portolan") !== undefined;
}

/** @param value `{portolan: {…}, files: {exclude: {…}}}` of `workspace/didChangeConfiguration` */
export function readSettings(value: unknown): EditorSettings {
  const own = field(value, "portolan");
  const version = field(field(own, "collector"), "version");
  const path = field(field(own, "collector"), "path");
  const timeout = field(field(own, "live"), "timeout");
  return {
    exclude: [...texts(field(own, "exclude")), ...switchedOn(field(field(value, "files"), "exclude"))],
    collectorVersion: typeof version === "string" ? parseVersion(version) : undefined,
    inlayHints: field(field(own, "inlayHints"), "enabled") !== false,
    collectorPath: typeof path === "string" && isAbsolute(path) ? path : undefined,
    liveTimeout: isTimeout(timeout) ? timeout : undefined,
  };
}

export function readInitializationOptions(value: unknown): {
  readonly commands: readonly string[];
  readonly trusted: boolean;
  /** Where the client lets the server keep what it would otherwise find out anew at each start. */
  readonly cacheFolder: string | undefined;
  readonly settings: EditorSettings;
} {
  const trusted = field(value, "trusted") === true;
  const folder = field(value, "cacheFolder");
  return {
    commands: texts(field(value, "commands")),
    trusted,
    cacheFolder: typeof folder === "string" && isAbsolute(folder) ? folder : undefined,
    settings: readSettings({ portolan: field(value, "settings"), files: field(value, "files") }),
  };
}

export function toWorkspaceOptions(
  roots: readonly FileId[],
  settings: EditorSettings,
  cacheFolder?: string,
  ownBuild?: Build,
): WorkspaceOptions {
  const { exclude, collectorVersion } = settings;
  const program = process.argv[1];
  return {
    roots,
    exclude,
    ...(cacheFolder !== undefined && program !== undefined && { cache: { folder: cacheFolder, program } }),
    ...(collectorVersion !== undefined && { collectorVersion }),
    ...(ownBuild && { ownBuild }),
  };
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** An hour is more than any host needs, and far less than what a timer can count. */
function isTimeout(value: unknown): value is number {
  return typeof value === "number" && value >= 1 && value <= 3600;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

/** Globs of VS Code's `files.exclude`; one with a condition (`{when: …}`) speaks of sibling files and does not count. */
function switchedOn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([glob, on]) => (on === true ? [glob] : []));
}
