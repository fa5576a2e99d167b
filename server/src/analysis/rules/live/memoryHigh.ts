import type { ComponentFact } from "../../facts.js";
import type { Run } from "../../hosts/hostView.js";
import { highAbove, measuredRuns, sayPart } from "../../hosts/traffic.js";
import { isUsed } from "../../topology/collectors/usage.js";
import { liveFinding, type LiveRule } from "./liveRule.js";

export const memoryHigh: LiveRule = {
  id: "memory-high",
  severity: "warning",
  since: "0.1.0",
  example: { fails: "above-nine-tenths", passes: "below" },
  summary: "On the host, a collector takes more than nine tenths of what its memory_limiter allows.",
  why:
    "Above its limit the memory_limiter refuses data: `data refused due to high memory usage`. Receivers hand the " +
    "refusal on, and senders that do not try again lose what they sent.",
  *check(view) {
    for (const { metrics, run } of measuredRuns(view)) {
      for (const { memoryLimit, id, key } of usedComponents(run)) {
        const part = memoryLimit === undefined ? 0 : (metrics.memoryBytes ?? 0) / memoryLimit;
        if (memoryLimit === undefined || part <= highAbove) continue;
        const message =
          `${run.workload.name} takes ${sayPart(part)} of the memory that ${id} allows on ${view.seen.host}: ` +
          `${sayMebibytes(metrics.memoryBytes ?? 0)} of ${sayMebibytes(memoryLimit)}. ` +
          "Beyond it data is refused: `data refused due to high memory usage`.";
        yield liveFinding(memoryHigh, run, view, { message, place: key });
      }
    }
  },
};

function usedComponents({ workload: { collector } }: Run): readonly ComponentFact[] {
  return (collector?.components ?? []).filter((each) => collector !== undefined && isUsed(collector, each));
}

function sayMebibytes(bytes: number): string {
  return `${String(Math.round(bytes / 1024 ** 2))} MiB`;
}
