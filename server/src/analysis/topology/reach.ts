import { normaliseHost } from "../endpoint.js";
import type { Transport } from "../facts.js";
import { isWildcard } from "./address.js";
import type { Dial, Handover, Landing, Listener, Namespace, SiteModel } from "./model.js";
import { append } from "../lists.js";

/** Who listens on a port of a namespace, or would in some version. */
export function listenersAt(namespace: Namespace, port: number, transport: Transport): readonly Listener[] {
  return namespace.listening.at(port, transport);
}

/** Whether it is certain that nothing listens there: only where all that runs there, and all its ports, are known. */
export function isSurelySilent(namespace: Namespace, port: number, transport: Transport): boolean {
  const { whole, listening } = namespace;
  const allKnown = whole && listening.at(null, "tcp").length === 0 && listening.at(null, "udp").length === 0;
  return allKnown && listenersAt(namespace, port, transport).length === 0;
}

/** Whether a host, as `parseEndpoint` gives it, is reached from its own namespace alone. */
export function isLoopback(host: string | null): boolean {
  return host !== null && (host.startsWith("127.") || host === "::1");
}

/** What leads from outside into each namespace that anything leads into; probes come from its own node. */
export function handoversByNamespace({ handovers }: SiteModel): ReadonlyMap<Namespace, readonly Handover[]> {
  const byNamespace = new Map<Namespace, Handover[]>();
  for (const handover of handovers) if (handover.kind !== "probe") append(byNamespace, handover.into, handover);
  return byNamespace;
}

/** Where a connection may end up; nowhere where that is not known. */
export function landingsOf({ leads }: Dial): readonly Landing[] {
  return leads.kind === "inside" ? leads.landings : [];
}

/** Who answers a connection, wherever it ends up. */
export function answering(dial: Dial): readonly Listener[] {
  return landingsOf(dial).flatMap((landing) => answeringAt(landing, dial));
}

/** Who answers a connection in one of the places where it may end up. */
export function answeringAt({ namespace, port, local }: Landing, { host, fact }: Dial): readonly Listener[] {
  const inside = local && host !== null && isLoopback(normaliseHost(host));
  const found = listenersAt(namespace, port, fact.transport);
  return inside ? found.filter(({ hosts }) => hosts.some(hearsLoopback)) : found;
}

/** Whether what is dialled on the loopback may arrive at a socket that is bound to this host. */
function hearsLoopback(host: string | null): boolean {
  // A name is resolved by a system that nobody knows here; an address of a network is none of the loopback's.
  return host === null || isWildcard(host) || isLoopback(host) || !/^[\d.]+$|:/.test(host);
}
