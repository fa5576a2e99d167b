import type { Severity } from "../finding.js";
import { isWithin, type VersionRange } from "../versions.js";

/** `The collector refuses to start: …`, or since when it does where that may not hold for the version in use. */
export function sayRefusal(versions: VersionRange, minded: VersionRange, error: string): string {
  const who = isWithin(versions, minded) ? "The collector" : `Since v${minded.since ?? "0"} the collector`;
  return `${who} refuses to start: \`${error}\`.`;
}

export function severityOfRefusal(versions: VersionRange, minded: VersionRange): Severity {
  return isWithin(versions, minded) ? "error" : "warning";
}
