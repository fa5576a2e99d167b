import type { AgentFacts, ListenerFact, Place } from "../../facts.js";
import type { Lookup } from "../../variables.js";
import { autoListeners } from "../collectors/ddot.js";
import { internalMetricsListeners } from "../collectors/internalMetrics.js";
import { listenerId, resolveListener } from "./listeners.js";
import type { Collector, ContainerStart, Listener, Workload } from "../model.js";
import { usageOf } from "../collectors/usage.js";

export interface RunningWorkload {
  readonly workload: Workload;
  readonly listeners: readonly Listener[];
}

/** A collector process and every socket it opens: its components', its own metrics', and what DDOT adds by itself. */
export function runCollector(
  collector: Collector,
  agent: AgentFacts | undefined,
  process?: { readonly start: ContainerStart | undefined; readonly lookup: Lookup },
): RunningWorkload {
  const start = process?.start;
  const workload: Workload = { name: collector.name, collector, ...(start && { start }) };
  if (collector.pipelines === undefined) return { workload, listeners: [] };
  const resolve = (fact: ListenerFact, component: string, blamed?: Place): readonly Listener[] => {
    const id = listenerId(collector.id, component, fact.key, fact.transport);
    return resolveListener(
      { workload, fact, id, ...(blamed && { blamed }), ...(process && { lookup: process.lookup }) },
      collector.versions,
    );
  };
  const used = collector.components.filter(usageOf([collector]));
  const served = servedSignals(collector);
  const listed = new Map([...(collector.extensions ?? [])].reverse().map(({ id, place }) => [id, place]));
  const ofComponents = used.flatMap((component) =>
    component.listeners
      .filter((fact) => fact.onlyFor === undefined || served.has(`${component.id} ${fact.onlyFor}`))
      // An extension that nobody gave an endpoint is switched on by the line in `service.extensions`.
      .flatMap((fact) => {
        const blamed = component.kind === "extension" ? listed.get(component.id) : undefined;
        return resolve(fact, `${component.kind} ${component.id}`, blamed);
      }),
  );
  const metrics = collector.telemetry ? internalMetricsListeners(collector.telemetry) : [];
  const auto = collector.isDdot ? autoListeners(collector, agent) : [];
  return {
    workload,
    listeners: [
      ...ofComponents,
      ...metrics.flatMap((fact) => resolve(fact, "telemetry")),
      ...auto.flatMap((fact) => resolve(fact, "auto")),
    ],
  };
}

/**
 * The processes of a Datadog Agent.
 *
 * @param where what it runs in, if a person needs that to tell it from others
 */
export function runAgent(agent: AgentFacts, where?: string): readonly RunningWorkload[] {
  return agent.processes.map((process) => {
    const workload: Workload = { name: where === undefined ? process.name : `${process.name} in ${where}` };
    const listeners = process.listeners.flatMap((fact) => {
      const id = listenerId(agent.file, where ?? "", process.name, fact.key, fact.transport);
      return resolveListener({ workload, fact, id }, {});
    });
    return { workload, listeners };
  });
}

/** Each receiver with the signals of the pipelines that name it: `zipkin traces`. */
function servedSignals({ pipelines }: Collector): ReadonlySet<string> {
  return new Set(
    (pipelines ?? []).flatMap(({ signal, receivers }) =>
      receivers.references.map(({ id }) => `${id} ${String(signal)}`),
    ),
  );
}
