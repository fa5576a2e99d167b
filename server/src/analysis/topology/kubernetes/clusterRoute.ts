import { landAt, outside } from "../leads.js";
import type { FileId, ServiceFacts, Transport } from "../../facts.js";
import { isWildcard } from "../address.js";
import { sameNamespace } from "../processes/configFiles.js";
import type { Route } from "../dials.js";
import { nodeAddress, podAddress } from "../processes/environment.js";
import type { Landing, Lead, Mapping, Namespace } from "../model.js";
import type { RunningPod } from "./placed.js";
import { isLoopback, isSurelySilent } from "../reach.js";
import { append } from "../../lists.js";
import { portNumber, selectedPods, type PodIndex } from "./selection.js";

/** What there is to reach in a cluster, and where a pod's connections lead: to itself, to its node, through a Service. */
export class Cluster {
  private readonly services = new Map<string, ServiceFacts[]>();
  private readonly byId = new Map<string, Namespace>();
  private readonly hostPorts = new Map<string, Mapping[]>();

  constructor(
    private readonly node: Namespace,
    private readonly namespaces: ReadonlyMap<RunningPod, Namespace>,
    private readonly pods: PodIndex,
    services: readonly ServiceFacts[],
  ) {
    for (const service of services) append(this.services, service.object.name, service);
    for (const namespace of namespaces.values()) this.byId.set(namespace.id, namespace);
    for (const mapping of node.mappings) {
      if (mapping.via === "host-port") append(this.hostPorts, keyOf(mapping.port, mapping.transport), mapping);
    }
  }

  routeFrom(pod: RunningPod): Route {
    const { hostNetwork, object } = pod.facts;
    const own = hostNetwork ? this.node : this.namespaces.get(pod);
    const within = this.routeWithin(object.namespace);
    return (host, port, fact) => {
      if (own === undefined) return outside;
      if (host === nodeAddress) return this.throughNode(port, fact.transport, hostNetwork);
      if (isLoopback(host) || isWildcard(host) || host === podAddress) return landAt(own, port, true);
      return within(host, port, fact);
    };
  }

  /** From a pod of which only the namespace is known: to Services, by name. */
  routeWithin(namespace: string | undefined): Route {
    return (host, port, { place }) =>
      eitherOf(this.servicesNamed(host, namespace, place.file).map((service) => this.throughService(service, port)));
  }

  /** A `hostPort` leads into its pod; else whoever shares the node's own network answers. */
  private throughNode(port: number, transport: Transport, local: boolean): Lead {
    const mappings = this.hostPorts.get(keyOf(port, transport)) ?? [];
    const landings = mappings.flatMap(({ inner }) => {
      const namespace = this.byId.get(inner.namespace);
      return namespace ? [{ namespace, port: inner.port, local: false }] : [];
    });
    const [first] = mappings;
    if (first === undefined || landings.length < mappings.length) return landAt(this.node, port, local);
    return { kind: "inside", landings, via: `the ${first.owner}`, through: mappings.map(({ place }) => place) };
  }

  private throughService(service: ServiceFacts, port: number): Lead {
    if (service.type === "ExternalName") return outside;
    const entry = service.ports.find((each) => each.port === port);
    const pods = selectedPods(service, this.pods);
    if (entry === undefined && !service.headless) {
      return service.syntaxErrors === true || this.mayAdd(service, port, pods) ? outside : { kind: "closed", service };
    }
    const landings = pods.flatMap((pod): readonly Landing[] => {
      const namespace = this.namespaces.get(pod);
      // A headless Service only names its pods; the port that is dialled is theirs.
      const target = entry && !service.headless ? portNumber(entry.target, pod.facts) : port;
      return namespace === undefined || target === undefined ? [] : [{ namespace, port: target, local: false }];
    });
    if (landings.length === 0) return outside;
    const through = [entry?.place ?? service.object.place];
    return { kind: "inside", landings, via: `Service ${service.object.name}`, through };
  }

  /** The operator makes ports of exporters, too, and of components that nobody knows here. */
  private mayAdd({ derivedFrom }: ServiceFacts, port: number, pods: readonly RunningPod[]): boolean {
    if (derivedFrom === undefined) return false;
    const own = pods.map((pod) => this.namespaces.get(pod));
    return own.length === 0 || own.some((each) => each === undefined || !isSurelySilent(each, port, "tcp"));
  }

  /**
   * `svc`, `svc.ns`, `svc.ns.svc`, `svc.ns.svc.cluster.local`, `pod-0.svc.ns.svc.cluster.local`. Several where a folder
   * holds variants of one, and nothing tells which is meant.
   *
   * @param near the file that names it
   */
  private servicesNamed(host: string, namespace: string | undefined, near: FileId): readonly ServiceFacts[] {
    const labels = host.replace(/\.$/, "").split(".");
    const at = labels.indexOf("svc");
    if (at < 2 && labels.length > 2) return [];
    const [name = "", inCluster = namespace] = at >= 2 ? labels.slice(at - 2, at) : labels;
    const found = (this.services.get(name) ?? []).filter(({ object }) => sameNamespace(object.namespace, inCluster));
    // One that names the very namespace is meant before one that leaves it to whoever applies it.
    const named = found.filter(({ object }) => object.namespace === inCluster);
    // `gateway.example` may as well lie outside; it takes a Service that says that it lies in `example`.
    const meant = named.length > 0 || (labels.length === 2 && at < 0) ? named : found;
    const beside = meant.filter(({ file }) => file === near);
    return beside.length > 0 ? beside : meant;
  }
}

/** Of several ways of which one is taken: known only if each of them is. */
function eitherOf(leads: readonly Lead[]): Lead {
  const [first = outside, ...others] = leads;
  if (others.length === 0) return first;
  const inside = leads.flatMap((lead) => (lead.kind === "inside" ? [lead] : []));
  const [one] = inside;
  if (one === undefined) return leads.every(({ kind }) => kind === "closed") ? first : outside;
  if (leads.some(({ kind }) => kind === "unknown")) return outside;
  return {
    ...one,
    landings: inside.flatMap(({ landings }) => landings),
    through: inside.flatMap(({ through }) => through),
  };
}

function keyOf(port: number | null, transport: Transport): string {
  return `${String(port)}/${transport}`;
}
