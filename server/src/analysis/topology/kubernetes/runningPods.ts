import type { CollectorFacts, DeclaredPort, PodFacts, ProcessFacts } from "../../facts.js";
import { configPathsOf } from "../processes/configFiles.js";
import type { ConfigIndex } from "../processes/configIndex.js";
import { listenerId } from "../processes/listeners.js";
import type { JoinContext, Mapping, Workload } from "../model.js";
import { asOperatorStarts } from "./operator.js";
import type { RunningPod } from "./placed.js";
import { runningIn, startProcess, type StartedProcess } from "../processes/started.js";
import { runAgent } from "../processes/workloads.js";

/**
 * Starts the containers of a pod.
 *
 * @param injected sidecars that the operator adds to it
 */
export function runPod(
  facts: PodFacts,
  injected: readonly PodFacts[],
  available: ConfigIndex,
  context: JoinContext,
): RunningPod {
  const { object } = facts;
  const namespace = `pod:${facts.file}#${object.kind}/${object.namespace ?? ""}/${object.name}`;
  const count = [facts, ...injected].reduce((sum, { processes }) => sum + processes.filter(isLasting).length, 0);
  const startAll = (from: PodFacts): readonly StartedProcess[] =>
    startContainers(from, { namespace, pod: object.name, alone: count === 1 }, available, context);
  const started = [facts, ...injected].flatMap(startAll);
  const agents = facts.agent ? runAgent(facts.agent, object.name) : [];
  const workload: Workload = { name: object.name };
  const hostPorts = facts.processes
    .filter(isLasting)
    .flatMap((process) => process.ports.flatMap((port) => hostPortOf(port, facts, workload, namespace)));
  return { facts, workload, namespace, started, running: [...started.flatMap(runningIn), ...agents], hostPorts };
}

function isLasting({ initial }: PodFacts["processes"][number]): boolean {
  return !initial;
}

interface PodId {
  readonly namespace: string;
  readonly pod: string;
  /** Whether the pod has one container, which then needs no name of its own. */
  readonly alone: boolean;
}

function startContainers(
  pod: PodFacts,
  { namespace, pod: podName, alone }: PodId,
  available: ConfigIndex,
  context: JoinContext,
): readonly StartedProcess[] {
  const { object, processes, file, agent } = pod;
  return processes.filter(isLasting).map((process) => {
    const given = ownConfig(process, pod, available);
    const started = startProcess(
      {
        process,
        id: `${namespace}/${process.name}`,
        name: alone ? podName : `${process.name} in ${podName}`,
        available,
        ...(given && { given }),
        ...(agent && { agent }),
        namespace: object.namespace,
        file,
      },
      context,
    );
    return object.kind === "OpenTelemetryCollector" ? asOperatorStarts(started) : started;
  });
}

/** The configuration that stands in the very object, or values, that the container is made of. */
function ownConfig(
  process: ProcessFacts,
  { object, file }: PodFacts,
  available: ConfigIndex,
): CollectorFacts | undefined {
  const isCollector = process.name === "otc-container" || configPathsOf(process).length > 0;
  if (!isCollector) return undefined;
  const held = [object.kind, "Helm values"].flatMap((kind) => available.heldBy(kind, object.name));
  return held.find((config) => config.file === file);
}

/** A `hostPort`; with `hostNetwork` the API server makes one of each `containerPort`. */
function hostPortOf(
  declared: DeclaredPort,
  { hostNetwork, object }: PodFacts,
  workload: Workload,
  namespace: string,
): readonly Mapping[] {
  const outer = declared.hostPort ?? (hostNetwork ? { ...declared, hostIp: "" } : undefined);
  if (outer === undefined) return [];
  const { port, hostIp, place, change } = outer;
  return [
    {
      via: "host-port",
      // Several that a chart adds by itself stand at one place.
      id: listenerId(place.file, "hostPort", String(place.span.start), String(port), declared.transport),
      workload,
      owner: `hostPort of ${object.kind} ${object.name}`,
      transport: declared.transport,
      port,
      hosts: [hostIp],
      hostText: hostIp,
      certain: true,
      origin: declared.hostPort ? "explicit" : "auto",
      place,
      change,
      changeInner: declared.change,
      inner: { namespace, port: declared.port },
    },
  ];
}
