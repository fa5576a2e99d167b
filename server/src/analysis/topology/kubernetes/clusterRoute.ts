import { landAmong, landAt, landAtSelf, landThrough, mostLandings, outside } from "../leads.js";
import type { ServiceFacts, Transport } from "../../facts.js";
import { isWildcard } from "../address.js";
import type { Route } from "../dials.js";
import { nodeAddress, podAddress } from "../processes/environment.js";
import type { Landing, Lead, Mapping, Namespace } from "../model.js";
import { PortIndex } from "../portIndex.js";
import { listeningBehindServices } from "./otherPods.js";
import type { RunningPod } from "./placed.js";
import { isLoopback, isSurelySilent } from "../reach.js";
import { portNumber } from "./selection.js";
import { ServiceIndex } from "./serviceIndex.js";

/** What there is to reach in a cluster, and where a pod's connections lead: to itself, to its node, through a Service. */
export class Cluster {
  private readonly services: ServiceIndex;
  private readonly byId = new Map<string, Namespace>();
  private readonly hostPorts: PortIndex<Mapping>;

  /**
   * @param selected every Service, with the pods that it selects
   * @param hasSidecars whether the operator has sidecars to add
   */
  constructor(
    private readonly node: Namespace,
    private readonly namespaces: ReadonlyMap<RunningPod, Namespace>,
    private readonly selected: ReadonlyMap<ServiceFacts, readonly RunningPod[]>,
    private readonly hasSidecars: boolean,
  ) {
    this.services = new ServiceIndex([...selected.keys()]);
    this.hostPorts = new PortIndex(node.mappings.filter(({ via }) => via === "host-port"));
    for (const namespace of namespaces.values()) this.byId.set(namespace.id, namespace);
  }

  routeFrom(pod: RunningPod): Route {
    const { hostNetwork, object } = pod.facts;
    const own = hostNetwork ? this.node : this.namespaces.get(pod);
    const within = this.routeWithin(object.namespace);
    const { namespaces, selected, hasSidecars } = this;
    const others = { namespaces, selected, hasSidecars };
    return (host, port, fact) => {
      if (own === undefined) return outside;
      if (host === nodeAddress) return this.throughNode(port, fact.transport, hostNetwork);
      if (isLoopback(host)) {
        return landAtSelf(own, port, listeningBehindServices(pod, others, port, fact.transport));
      }
      if (isWildcard(host) || host === podAddress) return landAt(own, port, true);
      return within(host, port, fact);
    };
  }

  /** From a pod of which only the namespace is known: to Services, by name. */
  routeWithin(namespace: string | undefined): Route {
    return (host, port, { place }) => {
      const meant = this.services.called(host, namespace, place.file);
      return meant.length > mostLandings ? outside : eitherOf(meant.map((each) => this.throughService(each, port)));
    };
  }

  /** A `hostPort` leads into its pod; else whoever shares the node's own network answers. */
  private throughNode(port: number, transport: Transport, local: boolean): Lead {
    return landThrough(this.hostPorts.at(port, transport), this.byId, landAt(this.node, port, local));
  }

  private throughService(service: ServiceFacts, port: number): Lead {
    if (service.type === "ExternalName") return outside;
    const entry = service.ports.find((each) => each.port === port);
    const pods = this.selected.get(service) ?? [];
    if (entry === undefined && !service.headless) {
      return service.syntaxErrors === true || this.mayAdd(service, port, pods) ? outside : { kind: "closed", service };
    }
    if (pods.length > mostLandings) return outside;
    const landings = pods.flatMap((pod): readonly Landing[] => {
      const namespace = this.namespaces.get(pod);
      // A headless Service only names its pods; the port that is dialled is theirs.
      const target = entry && !service.headless ? portNumber(entry.target, pod.facts) : port;
      return namespace === undefined || target === undefined ? [] : [{ namespace, port: target, local: false }];
    });
    return landAmong(landings, {
      name: `Service ${service.object.name}`,
      through: [entry?.place ?? service.object.place],
    });
  }

  /** The operator makes ports of exporters, too, and of components that nobody knows here. */
  private mayAdd({ derivedFrom }: ServiceFacts, port: number, pods: readonly RunningPod[]): boolean {
    if (derivedFrom === undefined) return false;
    const own = pods.map((pod) => this.namespaces.get(pod));
    return own.length === 0 || own.some((each) => each === undefined || !isSurelySilent(each, port, "tcp"));
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
