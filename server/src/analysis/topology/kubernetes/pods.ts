import type { InstrumentationFacts, PodFacts, ServiceFacts } from "../../facts.js";
import type { ConfigIndex } from "../processes/configIndex.js";
import { Cluster } from "./clusterRoute.js";
import { collisionsOf } from "../collisions.js";
import { dialsOfClient, type ClientIndex } from "../processes/clients.js";
import { dialsOfProcess, instrumentationDials } from "../dials.js";
import { mappingHandover, probeHandovers, serviceHandovers } from "./handovers.js";
import { listenerId } from "../processes/listeners.js";
import type { JoinContext, Mapping, Namespace, Workload } from "../model.js";
import { namespaceOf } from "../namespace.js";
import { nodeCollisions } from "./nodes.js";
import { injectedInto, isNoTwin, withDerivedPorts } from "./operator.js";
import type { Placed, RunningPod } from "./placed.js";
import { runPod } from "./runningPods.js";
import { PodIndex, selectedPods } from "./selection.js";

/** The objects of one cluster. */
export interface ClusterObjects {
  /** Tells this cluster from every other. */
  readonly id: string;
  readonly pods: readonly PodFacts[];
  readonly services: readonly ServiceFacts[];
  readonly instrumentations: readonly InstrumentationFacts[];
  /** Configurations of other programs that pods may mount. */
  readonly clients: ClientIndex;
  /** Where its manifests are, in a few words for the map. */
  readonly where: string;
  /** Why all of them are believed to run in one cluster. */
  readonly evidence: string;
}

/** Puts a cluster's pods into network namespaces: their own, or the node's where they ask for it. */
export function placePods(
  { id, pods, services, instrumentations, clients, where, evidence }: ClusterObjects,
  available: ConfigIndex,
  context: JoinContext,
): Placed {
  const sidecars = pods.filter(({ mode }) => mode === "sidecar");
  const running = pods
    .filter(({ mode }) => mode !== "sidecar")
    .map((facts) => runPod(facts, injectedInto(facts, sidecars), available, context));
  const namespaces = new Map(running.map((pod) => [pod, podNamespace(pod)]));
  const own = [...namespaces].flatMap(([pod, namespace]) => (pod.facts.hostNetwork ? [] : [namespace]));
  const shared = [...namespaces].flatMap(([pod, namespace]) => (pod.facts.hostNetwork ? [namespace] : []));
  const node = namespaceOf({
    id: `node:${id}`,
    kind: "host",
    label: "cluster nodes",
    description: `hostNetwork, hostPort, NodePort of ${where}`,
    workloads: shared.flatMap(({ workloads }) => workloads),
    listeners: shared.flatMap(({ listeners }) => listeners),
    mappings: [...running.flatMap(({ hostPorts }) => hostPorts), ...services.flatMap(nodePorts)],
    whole: false,
  });
  const index = new PodIndex(running);
  const byObject = new Map(running.map((pod) => [pod.facts.object, pod]));
  const all = services.map((service) => withDerivedPorts(service, byObject));
  const selected = new Map(all.map((service) => [service, selectedPods(service, index)]));
  const reachable = new Cluster(node, namespaces, selected, sidecars.length > 0);
  const onNodes = nodeCollisions(node, running, evidence);
  const used = node.listeners.length + node.mappings.length > 0;
  return {
    namespaces: used ? [...own, node] : own,
    // Containers of one pod share its namespace, whichever that is.
    collisions: [
      ...[...own, ...shared].flatMap((each) =>
        collisionsOf(each, "Containers of one pod share its network namespace."),
      ),
      ...onNodes.collisions,
    ],
    handovers: [
      ...[...selected].flatMap(([service, own]) =>
        isNoTwin(service) ? serviceHandovers(service, own, (pod) => namespaces.get(pod)) : [],
      ),
      ...running.flatMap((pod) => probeHandovers(pod, namespaces.get(pod))),
      ...running.flatMap((pod) =>
        pod.hostPorts.filter(isWritten).flatMap((each) => mappingHandover(each, namespaces.get(pod))),
      ),
    ],
    possible: onNodes.possible,
    started: running.flatMap(({ started }) => started),
    pods: [...namespaces].map(([pod, namespace]) => ({
      facts: pod.facts,
      namespace,
      workloads: pod.running.map(({ workload }) => workload),
    })),
    dials: [
      ...running.flatMap((pod) => {
        const route = reachable.routeFrom(pod);
        return pod.started.flatMap((each) => [
          ...dialsOfProcess(each, route),
          ...clients.readBy(each.process).flatMap((client) => dialsOfClient(client, each.workload, route)),
        ]);
      }),
      ...instrumentations.flatMap((each) => instrumentationDials(each, reachable.routeWithin(each.object.namespace))),
    ],
  };
}

/** A `containerPort` that `hostNetwork` turned into one documents a port; it hands nothing on. */
function isWritten({ origin }: Mapping): boolean {
  return origin === "explicit";
}

function podNamespace({ facts, namespace, started, running }: RunningPod): Namespace {
  const { kind, namespace: inCluster, name } = facts.object;
  return namespaceOf({
    id: namespace,
    kind: "pod",
    label: name,
    description: inCluster === undefined ? kind : `${kind} in ${inCluster}`,
    workloads: running.map(({ workload }) => workload),
    listeners: running.flatMap(({ listeners }) => listeners),
    mappings: [],
    // A document that does not parse, or of which no container is known, may start anything.
    whole: facts.syntaxErrors !== true && started.length > 0 && started.every(({ whole }) => whole),
  });
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
        changeInner: { kind: "none" },
        inner: { namespace: `service:${object.name}`, port },
      },
    ];
  });
}
