import type { PortChange } from "../facts.js";
import type { FileEdit, TextOf } from "../finding.js";
import { editsOf } from "./movePort/edits.js";

/** Writes another number in one place alone, whatever else says the old one. Undefined where it cannot be written. */
export function writePort(
  change: PortChange,
  from: number,
  to: number,
  texts: TextOf,
): readonly FileEdit[] | undefined {
  const certain = [{ port: from, change, doors: [], by: "" }];
  const rest = { doors: new Set<string>(), believed: [], pinned: [], isNodePort: false, stuck: undefined, taken: [] };
  return editsOf({ port: from, certain, ...rest }, to, texts);
}
