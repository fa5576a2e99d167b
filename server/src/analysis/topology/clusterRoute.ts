import type { ServiceFacts, Transport } from "../facts.js";
import { isWildcard } from "./address.js";
import { sameNamespace } from "./configFiles.js";
import type { Route } from "./dials.js";
import { nodeAddress, podAddress } from "./environment.js";
import type { Landing, Lead, Mapping, Namespace } from "./model.js";
import type { RunningPod } from "./placed.js";
import { isLoopback } from "./reach.js";
import { append, portNumber, selectedPods, type PodIndex } from "./selection.js";

const unknown: Lead = { kind: "unknown" };

/** What there is to reach in a cluster, and where a pod's connections lead: to itself, to its node, through a Service. */
export class Cluster {
  private readonly services = new Map<string, ServiceFacts[]>();
  private readonly byId = new Map<string, Namespace>();
  private readonly hostPorts = new Map<string, Mapping>();

  constructor(
    private readonly node: Namespace,
    private readonly namespaces: ReadonlyMap<RunningPod, Namespace>,
    private readonly pods: PodIndex,
    services: readonly ServiceFacts[],
  ) {
    for (const service of services) append(this.services, service.object.name, service);
    for (const namespace of namespaces.values()) this.byId.set(namespace.id, namespace);
    for (const mapping of node.mappings) {
      if (mapping.via === "host-port") this.hostPorts.set(keyOf(mapping.port, mapping.transport), mapping);
    }
  }

  routeFrom(pod: RunningPod): Route {
    const { hostNetwork, object } = pod.facts;
    const own = hostNetwork ? this.node : this.namespaces.get(pod);
    const within = this.routeWithin(object.namespace);
    return (host, port, fact) => {
      if (own === undefined) return unknown;
      if (host === nodeAddress) return this.throughNode(port, fact.transport, hostNetwork);
      if (isLoopback(host) || isWildcard(host) || host === podAddress) return landAt(own, port, true);
      return within(host, port, fact);
    };
  }

  /** From a pod of which only the namespace is known: to Services, by name. */
  routeWithin(namespace: string | undefined): Route {
    return (host, port) => {
      const service = this.serviceNamed(host, namespace);
      return service ? this.throughService(service, port) : unknown;
    };
  }

  /** A `hostPort` leads into its pod; else whoever shares the node's own network answers. */
  private throughNode(port: number, transport: Transport, local: boolean): Lead {
    const mapping = this.hostPorts.get(keyOf(port, transport));
    const inner = mapping && this.byId.get(mapping.inner.namespace);
    if (mapping === undefined || inner === undefined) return landAt(this.node, port, local);
    const landings = [{ namespace: inner, port: mapping.inner.port, local: false }];
    return { kind: "inside", landings, via: `the ${mapping.owner}` };
  }

  private throughService(service: ServiceFacts, port: number): Lead {
    if (service.type === "ExternalName") return unknown;
    const entry = service.ports.find((each) => each.port === port);
    if (entry === undefined && !service.headless) {
      return service.syntaxErrors === true ? unknown : { kind: "closed", service };
    }
    const landings = selectedPods(service, this.pods).flatMap((pod): readonly Landing[] => {
      const namespace = this.namespaces.get(pod);
      // A headless Service only names its pods; the port that is dialled is theirs.
      const target = entry && !service.headless ? portNumber(entry.target, pod.facts) : port;
      return namespace === undefined || target === undefined ? [] : [{ namespace, port: target, local: false }];
    });
    return landings.length === 0 ? unknown : { kind: "inside", landings, via: `Service ${service.object.name}` };
  }

  /** `svc`, `svc.ns`, `svc.ns.svc`, `svc.ns.svc.cluster.local`, `pod-0.svc.ns.svc.cluster.local` */
  private serviceNamed(host: string, namespace: string | undefined): ServiceFacts | undefined {
    const labels = host.replace(/\.$/, "").split(".");
    const at = labels.indexOf("svc");
    if (at < 2 && labels.length > 2) return undefined;
    const [name = "", inCluster = namespace] = at >= 2 ? labels.slice(at - 2, at) : labels;
    const found = (this.services.get(name) ?? []).filter(({ object }) => sameNamespace(object.namespace, inCluster));
    // One that names the very namespace is meant before one that leaves it to whoever applies it.
    return found.find(({ object }) => object.namespace === inCluster) ?? found[0];
  }
}

function landAt(namespace: Namespace, port: number, local: boolean): Lead {
  return { kind: "inside", landings: [{ namespace, port, local }], via: undefined };
}

function keyOf(port: number | null, transport: Transport): string {
  return `${String(port)}/${transport}`;
}
