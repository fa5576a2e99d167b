import {
  byComponent,
  componentOf,
  failedPart,
  failingAbove,
  measuredRuns,
  sayPart,
  sumOf,
} from "../../hosts/traffic.js";
import { liveFinding, type LiveRule } from "./liveRule.js";

export const exportFailing: LiveRule = {
  id: "export-failing",
  severity: "warning",
  since: "0.1.0",
  example: { fails: "two-in-a-hundred", passes: "one-in-a-hundred" },
  summary: "On the host, an exporter fails to send more than one in a hundred records.",
  why:
    "What could not be sent after all retries is lost. Whom the exporter sends to is away, refuses it or speaks " +
    "something else: `Exporting failed. Dropping data.`",
  *check(view) {
    for (const { metrics, run } of measuredRuns(view)) {
      for (const [id, items] of byComponent(metrics.exporters)) {
        const sum = sumOf(items);
        const part = failedPart(sum);
        const component = part > failingAbove ? componentOf(run, "exporter", id) : undefined;
        if (component === undefined) continue;
        const message =
          `The ${id} exporter failed to send ${sayPart(part)} of its records on ${view.seen.host} since it started: ` +
          `${String(sum.failed)} of ${String(sum.passed + sum.failed)}. They are lost.`;
        yield liveFinding(exportFailing, run, view, { message, place: component.key });
      }
    }
  },
};
