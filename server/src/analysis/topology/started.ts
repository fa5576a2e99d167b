import { findComponent } from "../catalog/components.js";
import { findImage, type ImageListen } from "../catalog/images.js";
import type { CollectorFacts, ListenerFact, ProcessFacts } from "../facts.js";
import { anyVersion, parseVersion } from "../versions.js";
import { startedCollector } from "./collectors.js";
import { configsReadBy } from "./configFiles.js";
import { listenerId, resolveListener } from "./listeners.js";
import type { Collector, JoinContext, Workload } from "./model.js";
import { runCollector, type RunningWorkload } from "./workloads.js";

/** A process that a manifest starts, and what it binds as far as that can be told. */
export interface StartedProcess extends RunningWorkload {
  readonly process: ProcessFacts;
  readonly collector: Collector | undefined;
  /** Whether `listeners` are all that it binds. */
  readonly whole: boolean;
}

/**
 * @param id tells the process apart from every other in the workspace
 * @param name what its owner is called in messages
 * @param available all configurations it may read
 * @param namespace of the cluster, where it runs in one
 */
export function startProcess(
  process: ProcessFacts,
  id: string,
  name: string,
  available: readonly CollectorFacts[],
  namespace: string | undefined,
  context: JoinContext,
): StartedProcess {
  const read = configsReadBy(process, available, namespace);
  if (read && read.facts.length > 0) {
    const version = process.image?.tag === undefined ? undefined : parseVersion(process.image.tag);
    const collector = startedCollector({ id, name, facts: read.facts, version, whole: read.whole }, context);
    return { ...runCollector(collector, undefined), process, collector, whole: isWhole(process, collector) };
  }
  const workload: Workload = { name };
  const image = findImage(process.image);
  const untouched = process.args === undefined && process.entrypoint === undefined;
  const listens = untouched && image ? image.listens : [];
  const listeners = listens.flatMap((listen) => {
    const fact = imageListener(listen, process);
    return resolveListener({ workload, fact, id: listenerId(id, fact.key, fact.transport) }, anyVersion);
  });
  return { workload, listeners, process, collector: undefined, whole: false };
}

/** Whether all that it binds is known: all it reads, every component, and nothing set on the command line. */
function isWhole({ args }: ProcessFacts, collector: Collector): boolean {
  const overridden = (args ?? []).some(({ text }) => /(?:^|\s)--set\b/.test(text));
  return collector.complete && !overridden && collector.components.every(({ kind, type }) => findComponent(kind, type));
}

function imageListener({ port, transport, protocol, label }: ImageListen, process: ProcessFacts): ListenerFact {
  return {
    key: `image.${String(port)}`,
    label,
    protocol,
    transport,
    binds: [{ versions: anyVersion, endpoint: { host: "0.0.0.0", hostText: "0.0.0.0", port }, origin: "image" }],
    place: process.image?.place ?? process.place,
    change: { kind: "none" },
  };
}
