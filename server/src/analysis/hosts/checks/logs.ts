import type { Check } from "../checks.js";
import type { HostView } from "../hostView.js";

/** The last line of each log that tells of a failure. */
export function logChecks({ seen }: HostView): readonly Check[] {
  const last = new Map(seen.logs.map((line) => [line.source, line]));
  return [...last.values()].map(({ source, line, time }) => ({
    id: `log:${source}`,
    status: "warning",
    summary: `${source} says${time === undefined ? "" : ` (${time})`}: ${line}`,
  }));
}
