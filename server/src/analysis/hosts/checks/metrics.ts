import type { Check } from "../checks.js";
import type { HostView } from "../hostView.js";
import type { MetricsSeen } from "../observation.js";
import { byComponent, failedPart, failingAbove, fillingAbove, sayPart, sumOf } from "../traffic.js";

/** What each collector says of its traffic, whoever it is. */
export function metricsChecks({ seen }: HostView): readonly Check[] {
  return seen.metrics.map((metrics) => {
    const wrong = [...refusing(metrics), ...failing(metrics), ...filling(metrics)];
    return {
      id: `metrics:${String(metrics.port)}`,
      status: wrong.length > 0 ? "warning" : "ok",
      summary: `The collector of ${String(metrics.port)} ${wrong.length > 0 ? wrong.join(", ") : sayTotals(metrics)}`,
    };
  });
}

function refusing({ receivers }: MetricsSeen): readonly string[] {
  return [...byComponent(receivers)].flatMap(([id, items]) => {
    const part = failedPart(sumOf(items));
    return part > failingAbove ? [`refuses ${sayPart(part)} of what its ${id} receiver gets`] : [];
  });
}

function failing({ exporters }: MetricsSeen): readonly string[] {
  return [...byComponent(exporters)].flatMap(([id, items]) => {
    const part = failedPart(sumOf(items));
    return part > failingAbove ? [`fails to send ${sayPart(part)} through its ${id} exporter`] : [];
  });
}

function filling({ exporters }: MetricsSeen): readonly string[] {
  return exporters.flatMap(({ id, queueSize, queueCapacity }) => {
    const part = queueSize !== undefined && queueCapacity ? queueSize / queueCapacity : 0;
    return part > fillingAbove ? [`has the queue of its ${id} exporter ${sayPart(part)} full`] : [];
  });
}

function sayTotals({ receivers, exporters }: MetricsSeen): string {
  return `accepted ${String(sumOf(receivers).passed)} and sent ${String(sumOf(exporters).passed)} records`;
}
