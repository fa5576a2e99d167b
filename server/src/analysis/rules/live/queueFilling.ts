import { componentOf, fillingAbove, measuredRuns, sayPart } from "../../hosts/traffic.js";
import { liveFinding, type LiveRule } from "./liveRule.js";

export const queueFilling: LiveRule = {
  id: "queue-filling",
  severity: "warning",
  since: "0.1.0",
  example: { fails: "nearly-full", passes: "four-fifths" },
  summary: "On the host, an exporter's sending queue is more than four fifths full.",
  why:
    "More comes in than goes out. A queue that is full drops what comes next: `sending queue is full`. The receiver at " +
    "the other end is slow or away, or there are too few consumers.",
  *check(view) {
    for (const { metrics, run } of measuredRuns(view)) {
      for (const { id, queueSize, queueCapacity } of metrics.exporters) {
        const part = queueSize !== undefined && queueCapacity ? queueSize / queueCapacity : 0;
        const component = part > fillingAbove ? componentOf(run, "exporter", id) : undefined;
        if (component === undefined) continue;
        const message =
          `The sending queue of the ${id} exporter is ${sayPart(part)} full on ${view.seen.host}: ` +
          `${String(queueSize)} of ${String(queueCapacity)}. Once it is full, data is dropped: \`sending queue is full\`.`;
        yield liveFinding(queueFilling, run, view, { message, place: component.key });
      }
    }
  },
};
