import { createHash } from "node:crypto";
import type { LineOf } from "../places.js";
import type { FindingView } from "../view.js";

/**
 * For each finding, in their order, by what it is known again in the next version of its file: the rule, the file and
 * the line's own text, however far the line has moved and whatever is said of it. Of several alike each has its number.
 */
export function fingerprintsOf(findings: readonly FindingView[], lineOf: LineOf): readonly string[] {
  const alike = new Map<string, number>();
  return findings.map(({ rule, file, range }) => {
    const key = JSON.stringify([rule, file, (lineOf(file, range.start.line) ?? "").trim()]);
    const number = (alike.get(key) ?? 0) + 1;
    alike.set(key, number);
    return createHash("sha256").update(`${key}${number}`).digest("hex").slice(0, 32);
  });
}
