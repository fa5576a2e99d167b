import type { CollectorFacts, DeclaredPort, PodFacts, ServiceFacts } from "../facts.js";
import { collisionsOf } from "./collisions.js";
import { mappingHandover, probeHandovers, serviceHandovers } from "./handovers.js";
import { listenerId } from "./listeners.js";
import type { JoinContext, Mapping, Namespace, Workload } from "./model.js";
import { nodeCollisions } from "./nodes.js";
import type { Placed, RunningPod } from "./placed.js";
import { startProcess } from "./started.js";

/**
 * Puts a cluster's pods into network namespaces: their own, or the node's where they ask for it.
 *
 * @param cluster tells this cluster from every other
 * @param evidence why all of them are believed to run in one cluster
 */
export function placePods(
  cluster: string,
  pods: readonly PodFacts[],
  services: readonly ServiceFacts[],
  available: readonly CollectorFacts[],
  evidence: string,
  context: JoinContext,
): Placed {
  const running = pods.map((facts) => runPod(facts, available, context));
  const namespaces = new Map(running.map((pod) => [pod, podNamespace(pod)]));
  const own = [...namespaces].flatMap(([pod, namespace]) => (pod.facts.hostNetwork ? [] : [namespace]));
  const shared = [...namespaces].flatMap(([pod, namespace]) => (pod.facts.hostNetwork ? [namespace] : []));
  const node: Namespace = {
    id: `node:${cluster}`,
    kind: "host",
    label: "cluster nodes",
    description: "hostNetwork, hostPort, NodePort",
    workloads: shared.flatMap(({ workloads }) => workloads),
    listeners: shared.flatMap(({ listeners }) => listeners),
    mappings: [...running.flatMap(({ hostPorts }) => hostPorts), ...services.flatMap(nodePorts)],
    whole: false,
  };
  const used = node.listeners.length + node.mappings.length > 0;
  return {
    namespaces: used ? [...own, node] : own,
    // Containers of one pod share its namespace, whichever that is.
    collisions: [
      ...[...own, ...shared].flatMap((each) =>
        collisionsOf(each, "Containers of one pod share its network namespace."),
      ),
      ...nodeCollisions(node, running, evidence),
    ],
    handovers: [
      ...services.flatMap((service) => serviceHandovers(service, running, (pod) => namespaces.get(pod))),
      ...running.flatMap((pod) => probeHandovers(pod, namespaces.get(pod))),
      ...running.flatMap((pod) =>
        pod.hostPorts.filter(isWritten).flatMap((each) => mappingHandover(each, namespaces.get(pod))),
      ),
    ],
    started: running.flatMap(({ started }) => started),
  };
}

/** A `containerPort` that `hostNetwork` turned into one documents a port; it hands nothing on. */
function isWritten({ origin }: Mapping): boolean {
  return origin === "explicit";
}

function runPod(facts: PodFacts, available: readonly CollectorFacts[], context: JoinContext): RunningPod {
  const { object, processes } = facts;
  const namespace = `pod:${facts.file}#${object.kind}/${object.namespace ?? ""}/${object.name}`;
  const lasting = processes.filter(({ initial }) => !initial);
  const own = available.filter(({ holder }) => holder?.kind === object.kind && holder.name === object.name);
  const started = lasting.map((process) => {
    const name = lasting.length === 1 ? object.name : `${process.name} in ${object.name}`;
    return startProcess(
      process,
      `${namespace}/${process.name}`,
      name,
      own.length > 0 ? own : available,
      object.namespace,
      context,
    );
  });
  const workload: Workload = { name: object.name };
  const hostPorts = lasting.flatMap((process) =>
    process.ports.flatMap((port) => hostPortOf(port, facts, workload, namespace)),
  );
  return { facts, workload, namespace, started, hostPorts };
}

function podNamespace({ facts, namespace, started }: RunningPod): Namespace {
  const { kind, namespace: inCluster, name } = facts.object;
  return {
    id: namespace,
    kind: "pod",
    label: name,
    description: inCluster === undefined ? kind : `${kind} in ${inCluster}`,
    workloads: started.map(({ workload }) => workload),
    listeners: started.flatMap(({ listeners }) => listeners),
    mappings: [],
    whole: started.every(({ whole }) => whole),
  };
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
      id: listenerId(place.file, "hostPort", String(place.span.start)),
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
      inner: { namespace, port: declared.port },
    },
  ];
}

function nodePorts({ object, ports }: ServiceFacts): readonly Mapping[] {
  const workload: Workload = { name: object.name };
  return ports.flatMap(({ nodePort, transport, port }): readonly Mapping[] => {
    if (nodePort === undefined) return [];
    return [
      {
        via: "node-port",
        id: listenerId(nodePort.place.file, "nodePort", String(nodePort.place.span.start)),
        workload,
        owner: `NodePort of Service ${object.name}`,
        transport,
        port: nodePort.port,
        hosts: [""],
        hostText: "",
        certain: true,
        origin: "explicit",
        place: nodePort.place,
        change: nodePort.change,
        inner: { namespace: `service:${object.name}`, port },
      },
    ];
  });
}
