import type { NetworkPolicyFacts, PodFacts, PolicyRule, ServiceFacts, ServicePort } from "../../facts.js";
import { listenersAt } from "../../topology/reach.js";
import { isNoTwin } from "../../topology/kubernetes/operator.js";
import { PodIndex, selectedPods } from "../../topology/kubernetes/selection.js";
import { sameNamespace } from "../../topology/processes/configFiles.js";
import type { Namespace, PodModel, SiteModel } from "../../topology/model.js";
import { doorOf, doorsAt, outerDoor, type Door, type PortMention } from "./mention.js";
import { refMention } from "./processMentions.js";

/** What Services, policies and annotations of a cluster say of the ports of pods. */
export function clusterMentions({ cluster }: SiteModel): readonly PortMention[] {
  const index = new PodIndex(cluster.pods);
  return [
    ...cluster.pods.flatMap(hostPorts),
    ...cluster.pods.flatMap(({ facts, namespace }) => scrape(facts, [namespace])),
    ...cluster.services.filter(isNoTwin).flatMap((service) => ofService(service, index)),
    ...cluster.policies.flatMap((policy) => ofPolicy(policy, index)),
  ];
}

/** With `hostNetwork` a written `hostPort` must be the number of its `containerPort`. */
function hostPorts({ facts: { hostNetwork, processes, object }, namespace }: PodModel): readonly PortMention[] {
  if (!hostNetwork) return [];
  return processes.flatMap(({ ports }) =>
    ports.flatMap(({ hostPort, port, transport }) =>
      hostPort?.port === port
        ? [
            {
              port,
              change: hostPort.change,
              doors: doorsAt(namespace, port, transport),
              by: `hostPort of ${object.name}`,
            },
          ]
        : [],
    ),
  );
}

function scrape(
  { scrapePort, object }: PodFacts | ServiceFacts,
  namespaces: readonly Namespace[],
): readonly PortMention[] {
  if (scrapePort === undefined) return [];
  const { port, place } = scrapePort;
  const doors = namespaces.flatMap((each) => doorsAt(each, port, "tcp"));
  return [{ port, change: { kind: "digits", place }, doors, by: `prometheus.io/port of ${object.name}` }];
}

function ofService(service: ServiceFacts, index: PodIndex<PodModel>): readonly PortMention[] {
  const pods = selectedPods(service, index);
  const by = `Service ${service.object.name}`;
  const inside = (entry: ServicePort, port: number): readonly Door[] =>
    pods.flatMap((pod) => doorsAt(pod.namespace, port, entry.transport));
  const ports = service.ports.flatMap((entry): readonly PortMention[] => {
    const { port, change, place, target } = entry;
    // A headless Service only names its pods: the port that is dialled is theirs.
    if (service.headless) {
      const written =
        target.kind === "number" && target.change.kind !== "beside"
          ? refMention(target, by, (each) => inside(entry, each))
          : [];
      return [{ port, change, doors: inside(entry, port), by }, ...written];
    }
    const room = `${by} ${service.file} ${String(service.object.place.span.start)}`;
    const own: PortMention = { port, change, doors: [outerDoor(place, port)], by, opens: "service", rooms: [room] };
    const follows = target.kind === "number" && target.change.kind === "beside" ? { follows: change } : {};
    return [own, ...refMention(target, by, (each) => inside(entry, each)).map((each) => ({ ...each, ...follows }))];
  });
  return [
    ...ports,
    ...scrape(
      service,
      pods.map(({ namespace }) => namespace),
    ),
  ];
}

function ofPolicy(policy: NetworkPolicyFacts, index: PodIndex<PodModel>): readonly PortMention[] {
  const { podSelector, object, ingress = [], egress = [] } = policy;
  const by = `NetworkPolicy ${object.name}`;
  const bound = podSelector ? near(policy, index.matching(podSelector.labels)) : [];
  return [
    ...ingress.flatMap((rule) => ofRule(rule, bound, by)),
    ...egress.flatMap((rule) => ofRule(rule, peersOf(rule, policy, index), by)),
  ];
}

/** A policy of many pods may mean others than those that are known to listen. */
function ofRule({ ports = [] }: PolicyRule, pods: readonly PodModel[], by: string): readonly PortMention[] {
  return ports.flatMap(({ port: ref, transport, endPort }) => {
    if (ref === undefined || endPort !== undefined) return [];
    return refMention(ref, by, (port) =>
      pods.flatMap(({ facts, namespace }) => {
        const open = listenersAt(namespace, port, transport);
        if (open.length > 0) return open.map(doorOf);
        const declares = facts.processes.some(({ ports: own }) => own.some((each) => each.port === port));
        return declares ? doorsAt(namespace, port, transport) : [];
      }),
    );
  });
}

/** Whom a rule lets the bound pods connect to, as far as it names pods; the port it says is theirs. */
function peersOf(
  { peers = [] }: PolicyRule,
  policy: NetworkPolicyFacts,
  index: PodIndex<PodModel>,
): readonly PodModel[] {
  const found = peers.flatMap((peer) => {
    if (peer.kind !== "pods" || peer.pods === undefined) return [];
    const pods = index.matching(peer.pods);
    return peer.namespaces === undefined ? near(policy, pods) : pods;
  });
  return [...new Set(found)];
}

function near({ object }: NetworkPolicyFacts, pods: readonly PodModel[]): readonly PodModel[] {
  return pods.filter(({ facts }) => sameNamespace(object.namespace, facts.object.namespace));
}
