import { metricsLabel } from "../catalog/internalMetrics.js";
import type { ListenerFact } from "../facts.js";
import type { Finding } from "../finding.js";
import { exposePortFixes } from "../fixes/exposePort.js";
import type { Dial, Handover, Listener, Namespace, SiteModel } from "../topology/model.js";
import { answering, handoversByNamespace, isLoopback } from "../topology/reach.js";
import { targetsOfNoPort } from "../topology/kubernetes/portNames.js";
import { capitalised, sayList, sayPlace } from "./say.js";
import type { Rule } from "./rule.js";

export const portNotExposed: Rule = {
  id: "port-not-exposed",
  severity: "warning",
  since: "0.1.0",
  group: "reach",
  example: { fails: "service" },
  summary: "A receiver listens on a port that no Service and no published port hands on, though other ports are.",
  why:
    "Inside its pod or container everything looks right, and whoever connects through the Service or the host gets " +
    "`connection refused`.",
  *check(model) {
    const reachedAnyhow = new Set(model.dials.flatMap(answering));
    const refused = refusedDials(model);
    const open = waysWithoutEnd(model);
    const receivers = receiversOf(model);
    // One that others could reach, if they were let through.
    const isOpenReceiver = ({ fact, certain, hosts }: Listener): boolean =>
      receivers.has(fact) && certain && !hosts.some(isLoopback);
    // What others of the same collector are measured by: a Service with the metrics alone has forgotten the receivers.
    const isSibling = (listener: Listener): boolean => isOpenReceiver(listener) || listener.fact.label === metricsLabel;
    for (const [namespace, handovers] of handoversByNamespace(model)) {
      if (open.namespaces.has(namespace) || open.containers.has(namespace.label)) continue;
      if (handovers.some(({ by }) => open.services.has(by))) continue;
      const handed = new Set(handovers.map(socketOf));
      const reached = new Set(namespace.listeners.filter((listener) => handed.has(socketOf(listener))));
      const exposed = new Set([...reached].filter(isSibling).map(({ workload }) => workload));
      const services = new Set(handovers.flatMap(({ kind, by }) => (kind === "service" ? by : [])));
      for (const listener of namespace.listeners) {
        if (reached.has(listener) || reachedAnyhow.has(listener)) continue;
        const asking = [...services].flatMap((by) => refused.get(`${by} ${String(listener.port)}`) ?? []);
        const dial = model.dials[Math.min(...asking)];
        // Only beside one that is handed on, or where somebody asks for it, does it look forgotten.
        const forgotten = exposed.has(listener.workload) || dial !== undefined;
        if (forgotten && isOpenReceiver(listener)) yield findingOf(listener, namespace, handovers, dial, model);
      }
    }
  },
};

/** What hands on every port, or more than is known, by who it is in a handover. */
interface OpenWays {
  readonly namespaces: ReadonlySet<Namespace>;
  readonly containers: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
}

function waysWithoutEnd(model: SiteModel): OpenWays {
  const { cluster, files } = model;
  const facts = [...files.values()].flatMap((file) => file.facts);
  const containers = facts.flatMap((fact) => (fact.kind === "containers" ? fact.containers : []));
  // The name of a headless Service leads to the pods themselves, and so does a node's to the pods on its network.
  const services = cluster.services.filter(({ headless, syntaxErrors }) => headless || syntaxErrors === true);
  // Which port is meant by a name that none has, nobody can tell.
  const misnamed = targetsOfNoPort(model).map(({ service }) => service);
  return {
    namespaces: new Set(cluster.pods.flatMap((pod) => (pod.facts.hostNetwork ? pod.namespace : []))),
    containers: new Set(containers.flatMap((each) => (each.unreadPorts.length > 0 ? each.process.name : []))),
    services: new Set([...services, ...misnamed].map(({ object }) => `Service ${object.name}`)),
  };
}

function socketOf({ port, transport }: Handover | Listener): string {
  return `${String(port)}/${transport}`;
}

/** The first that dials a port which a Service does not hand on, among all dials: by the Service and the port. */
function refusedDials({ dials }: SiteModel): ReadonlyMap<string, number> {
  const closed = dials.flatMap(({ leads, port }, index) =>
    leads.kind === "closed" ? [[`Service ${leads.service.object.name} ${String(port)}`, index] as const] : [],
  );
  return new Map(closed.reverse());
}

function receiversOf({ collectors }: SiteModel): ReadonlySet<ListenerFact> {
  const receivers = collectors.flatMap(({ components }) => components.filter(({ kind }) => kind === "receiver"));
  return new Set(receivers.flatMap(({ listeners }) => listeners));
}

function findingOf(
  listener: Listener,
  namespace: Namespace,
  handovers: readonly Handover[],
  dial: Dial | undefined,
  model: SiteModel,
): Finding {
  const by = [...new Set(handovers.map((each) => each.by))];
  const ports = sayList([...new Set(handovers.map(({ port }) => String(port)))]);
  const dialled = dial
    ? `The ${dial.by} (${sayPlace(model, dial.place)}) connects to it and gets`
    : "Whoever connects through it gets";
  const consequence =
    listener.transport === "udp" ? "Whatever is sent through it is lost." : `${dialled} \`connection refused\`.`;
  return {
    rule: portNotExposed.id,
    severity: dial ? portNotExposed.severity : "information",
    message:
      `The ${listener.owner} listens on port ${String(listener.port)} of ${namespace.label}, but ${sayList(by)} ` +
      `${by.length > 1 ? "hand" : "hands"} on only ${ports}. ${consequence}`,
    place: listener.place,
    related: [...new Map(handovers.map((each) => [each.by, each])).values()].map((each) => ({
      place: each.place,
      message: `${capitalised(each.by)} hands on port ${String(each.port)}.`,
    })),
    fixes: (texts) => exposePortFixes(listener, handovers, model, texts),
  };
}
