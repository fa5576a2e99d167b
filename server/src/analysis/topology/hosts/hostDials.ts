import { landAt, outside } from "../leads.js";
import type { ClientFacts } from "../../facts.js";
import { dialsOfClient, type ClientIndex } from "../processes/clients.js";
import type { PlacedProject } from "../engines/containers.js";
import { dialsOfCollector, dialsOfProcess, type Route } from "../dials.js";
import { Engine } from "../engines/engineRoute.js";
import type { HostPart, PlacedHost } from "./hostPart.js";
import { isWildcard } from "../address.js";
import type { Collector, Dial, Namespace } from "../model.js";
import { isLoopback } from "../reach.js";
import type { PlacedUnit } from "./units.js";

/** Whom the containers of a project connect to: each other by name, and their host. */
export function projectDials(
  { running, namespaces, host }: PlacedProject,
  hosts: ReadonlyMap<HostPart, PlacedHost>,
  clients: ClientIndex,
): readonly Dial[] {
  const engine = new Engine(running, namespaces, hosts.get(host)?.namespace);
  return running.flatMap((each) => {
    const route = engine.routeFrom(each);
    const { process, workload } = each.started;
    return [
      ...dialsOfProcess(each.started, route),
      ...clients.readBy(process).flatMap((client) => dialsOfClient(client, workload, route)),
    ];
  });
}

/** Whom systemd's units connect to: of their host, the host itself is known. */
export function unitDials(units: readonly PlacedUnit[], hosts: ReadonlyMap<HostPart, PlacedHost>): readonly Dial[] {
  return units.flatMap(({ started, host }) => {
    const placed = host.running.length > 0 ? hosts.get(host) : undefined;
    return dialsOfProcess(started, placed ? hostRoute(placed.namespace) : () => outside);
  });
}

/** Whom the collectors connect to that nothing starts, from the host that they are taken to run on. */
export function hostDials(hosts: readonly PlacedHost[]): readonly Dial[] {
  return hosts.flatMap(({ namespace, parts }) => {
    const route = hostRoute(namespace);
    const own = parts.filter(({ origin }) => origin === "configuration" || origin === "agent");
    return own.flatMap(({ running }) => running.flatMap(({ workload }) => dialsOfCollector(workload, route)));
  });
}

/**
 * Whom programs connect to whose configuration nothing mounts. Where the folder has one host, theirs is taken for it.
 */
export function looseDials(clients: readonly ClientFacts[], hosts: readonly PlacedHost[]): readonly Dial[] {
  const [only, ...others] = hosts.map(({ namespace }) => namespace).filter(({ kind }) => kind === "host");
  const route = only && others.length === 0 ? hostRoute(only) : () => outside;
  return clients.flatMap((client) =>
    // What a ConfigMap holds is read in a pod, even if it is not known in which.
    dialsOfClient(client, { name: client.name }, client.holder ? () => outside : route),
  );
}

/** Whom parts of configurations connect to, which by themselves run nowhere. */
export function partDials(collectors: readonly Collector[]): readonly Dial[] {
  return collectors
    .filter(({ pipelines }) => pipelines === undefined)
    .flatMap((collector) => dialsOfCollector({ name: collector.name, collector }, () => outside));
}

/** From a host, only the host itself is known. */
function hostRoute(namespace: Namespace): Route {
  return (host, port) => (isLoopback(host) || isWildcard(host) ? landAt(namespace, port, true) : outside);
}
