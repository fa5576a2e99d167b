import type {
  CollectorFacts,
  ComponentFact,
  ListenerFact,
  PipelineFact,
  Reference,
  TelemetryFacts,
} from "../../facts.js";
import { mergeIssues } from "./mergedIssues.js";

/** Several files as the collector merges them: maps are merged, lists replaced, the later file wins. */
export interface MergedConfig {
  readonly components: readonly ComponentFact[];
  readonly pipelines: readonly PipelineFact[] | undefined;
  readonly extensions: readonly Reference[] | undefined;
  readonly telemetry: TelemetryFacts | undefined;
}

export function mergeConfigs(files: readonly CollectorFacts[]): MergedConfig {
  const components = new Map<string, ComponentFact>();
  const pipelines = new Map<string, PipelineFact>();
  for (const file of files) {
    for (const component of file.components) {
      const key = `${component.kind} ${component.id}`;
      const earlier = components.get(key);
      components.set(key, earlier ? mergeComponents(earlier, component) : component);
    }
    for (const pipeline of file.pipelines ?? []) {
      const earlier = pipelines.get(pipeline.id);
      pipelines.set(pipeline.id, earlier ? mergePipelines(earlier, pipeline) : pipeline);
    }
  }
  return {
    components: [...components.values()],
    pipelines: files.some((file) => file.pipelines) ? [...pipelines.values()] : undefined,
    extensions: files.findLast((file) => file.extensions)?.extensions,
    telemetry: mergeTelemetry(files.flatMap((file) => file.service?.telemetry ?? [])),
  };
}

function mergeComponents(earlier: ComponentFact, later: ComponentFact): ComponentFact {
  const replaced = new Set(later.references.map(({ path }) => path));
  return {
    ...later,
    listeners: mergeListeners(earlier.listeners, later.listeners),
    ...mergeIssues(earlier, later),
    references: [...earlier.references.filter(({ path }) => !replaced.has(path)), ...later.references],
  };
}

export function mergeListeners(
  earlier: readonly ListenerFact[],
  later: readonly ListenerFact[],
): readonly ListenerFact[] {
  const listeners = new Map<string, ListenerFact>(earlier.map((each) => [listenerKey(each), each]));
  for (const listener of later) {
    const before = listeners.get(listenerKey(listener));
    // What the later file leaves unwritten does not undo what the earlier one wrote.
    const silent = listener.binds.every((bind) => bind.origin !== "explicit");
    if (before === undefined || !silent) listeners.set(listenerKey(listener), listener);
  }
  return [...listeners.values()];
}

function listenerKey(listener: ListenerFact): string {
  return `${listener.key} ${listener.transport}`;
}

function mergePipelines(earlier: PipelineFact, later: PipelineFact): PipelineFact {
  const pick = (role: "receivers" | "processors" | "exporters"): PipelineFact["receivers"] =>
    later[role].slot ? later[role] : earlier[role];
  return {
    ...later,
    elsewhere: earlier.elsewhere || later.elsewhere,
    receivers: pick("receivers"),
    processors: pick("processors"),
    exporters: pick("exporters"),
  };
}

export function mergeTelemetry(all: readonly TelemetryFacts[]): TelemetryFacts | undefined {
  const deepest = all.reduce<TelemetryFacts | undefined>(
    (best, each) => (best === undefined || each.depth >= best.depth ? each : best),
    undefined,
  );
  return (
    deepest && {
      ...deepest,
      level: all.findLast((each) => each.level !== undefined)?.level,
      address: all.findLast((each) => each.address)?.address,
      readers: all.findLast((each) => each.readers)?.readers,
    }
  );
}
