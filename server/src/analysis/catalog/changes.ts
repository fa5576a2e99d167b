import type { Version } from "../versions.js";
import { changes } from "./generated/changes.js";
import type { ChangeRow, ComponentRow } from "./types.js";

/** The newest release that the catalogue has looked at. */
export const catalogueAsOf: Version = "0.159.0";

/** What changed about a component, by whatever name, the newest first. */
export function changesOf({ kind, type, aliases }: ComponentRow): readonly ChangeRow[] {
  const names = new Set([type, ...aliases]);
  return changes.filter(({ kinds, types }) => kinds.includes(kind) && types.some((each) => names.has(each))).reverse();
}
