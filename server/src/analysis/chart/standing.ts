import { publicIds } from "../reportNamespaces.js";
import { cascadesOf } from "../topology/collectors/cascade.js";
import { claimsOf } from "../topology/collisions.js";
import type { Claim, Collision, CollisionKind, Mapping, Namespace, SiteModel } from "../topology/model.js";
import { answering, isLoopback, isSurelySilent, landingsOf, listenersAt } from "../topology/reach.js";
import { portId, type PortState } from "./model.js";

/** How each owner of a port stands, by the id of its claim. */
export function standingsOf(model: SiteModel): ReadonlyMap<string, PortState> {
  const colliding = new Set(model.collisions.flatMap(({ claims }) => claims.map(({ id }) => id)));
  const fallen = new Set(cascadesOf(model).map(({ ddot }) => ddot));
  const reached = reachedFrom(model);
  const namespaces = new Map(model.namespaces.map((namespace) => [namespace.id, namespace]));
  const standing = (claim: Claim): PortState => {
    if (colliding.has(claim.id)) return "conflict";
    if (fallen.has(claim.workload) || claim.workload.collector?.intended) return "fallen";
    if (claim.via !== "socket") return leadsNowhere(claim, namespaces) ? "silent" : "reached";
    if (reached.outside.has(claim.id)) return claim.hosts.every(isLoopback) ? "loopback" : "reached";
    return reached.inside.has(claim.id) ? "reached" : "unreached";
  };
  return new Map(model.namespaces.flatMap(claimsOf).map((claim) => [claim.id, standing(claim)]));
}

/** Who is led to from other namespaces, and who only from its own. */
function reachedFrom({ handovers, dials }: SiteModel): Readonly<Record<"outside" | "inside", ReadonlySet<string>>> {
  const handed = handovers.flatMap(({ into, port, transport }) => listenersAt(into, port, transport));
  const called = dials.flatMap((dial) =>
    landingsOf(dial).flatMap(({ namespace, port, local }) =>
      local ? [] : listenersAt(namespace, port, dial.fact.transport),
    ),
  );
  return {
    outside: new Set([...handed, ...called].map(({ id }) => id)),
    inside: new Set(dials.flatMap(answering).map(({ id }) => id)),
  };
}

function leadsNowhere({ inner, transport }: Mapping, namespaces: ReadonlyMap<string, Namespace>): boolean {
  const namespace = namespaces.get(inner.namespace);
  return namespace !== undefined && isSurelySilent(namespace, inner.port, transport);
}

/** The ports that something is handed on to, though it is certain that nothing listens there. */
export function silentTargets(model: SiteModel): ReadonlySet<string> {
  const idOf = publicIds(model);
  const namespaces = new Map(model.namespaces.map((namespace) => [namespace.id, namespace]));
  const silent = model.namespaces.flatMap(({ mappings }) => mappings.filter((each) => leadsNowhere(each, namespaces)));
  return new Set(silent.map(({ inner, transport }) => portId(idOf(inner.namespace), inner.port, transport)));
}

/** What each conflict is at run time, by the ids of both claims. */
export function troublesOf(collisions: readonly Collision[]): ReadonlyMap<string, string> {
  return new Map(collisions.flatMap(({ claims, kind }) => claims.map(({ id }) => [id, troubles[kind]] as const)));
}

const troubles: Readonly<Record<CollisionKind, string>> = {
  socket: "bind: address already in use",
  published: "port is already allocated",
  "node-port": "provided port is already allocated",
  scheduler: "no free ports: the pod stays Pending",
  diverted: "the node’s traffic goes to the pod instead",
};
