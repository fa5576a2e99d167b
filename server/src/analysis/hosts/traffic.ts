import { metricsProtocol } from "../catalog/internalMetrics.js";
import type { ComponentFact, ComponentKind } from "../facts.js";
import { append } from "../lists.js";
import { holdingOf } from "./holder.js";
import type { HostView, Run } from "./hostView.js";
import type { MetricsSeen, TrafficSeen } from "./observation.js";
import { socketsAt } from "./sockets.js";

/** Above this part of all tries, failures are told. */
export const failingAbove = 0.01;
/** Above this part of its capacity, a queue is told. */
export const fillingAbove = 0.8;
/** Above this part of its limit, memory is told. */
export const highAbove = 0.9;

/** A collector's own metrics with the collector; undefined where several may answer on the port. */
export interface Measured {
  readonly metrics: MetricsSeen;
  readonly run: Run;
}

export function measuredRuns(view: HostView): readonly Measured[] {
  return view.seen.metrics.flatMap((metrics) => {
    const run = runOf(metrics, view);
    return run === undefined ? [] : [{ metrics, run }];
  });
}

function runOf({ port }: MetricsSeen, view: HostView): Run | undefined {
  const sockets = socketsAt(view, "tcp", port);
  const declaring = view.runs.filter(({ namespace, workload, state }) =>
    state === "down"
      ? false
      : namespace.listeners.some(
          (each) => each.workload === workload && each.port === port && each.fact.protocol === metricsProtocol,
        ),
  );
  const owners = declaring.filter((run) => sockets.some((socket) => holdingOf(socket, run, view).kind === "own"));
  const [run, ...others] = owners.length > 0 ? owners : declaring;
  return others.length > 0 ? undefined : run;
}

/** The part of all tries that failed; 0 where there were none. */
export function failedPart({ passed, failed }: Pick<TrafficSeen, "passed" | "failed">): number {
  return passed + failed > 0 ? failed / (passed + failed) : 0;
}

/** What is counted for each signal, together for each component. */
export function byComponent<T extends TrafficSeen>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const lists = new Map<string, T[]>();
  for (const each of items) append(lists, each.id, each);
  return lists;
}

export function sumOf(items: readonly TrafficSeen[]): Pick<TrafficSeen, "passed" | "failed"> {
  return {
    passed: items.reduce((sum, { passed }) => sum + passed, 0),
    failed: items.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** `12 %`, `1.5 %` */
export function sayPart(part: number): string {
  const percent = part * 100;
  return `${percent < 10 ? String(Math.round(percent * 10) / 10) : String(Math.round(percent))} %`;
}

export function componentOf({ workload }: Run, kind: ComponentKind, id: string): ComponentFact | undefined {
  return workload.collector?.components.find((each) => each.kind === kind && each.id === id);
}
