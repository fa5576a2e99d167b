import { claimsOf } from "../../topology/collisions.js";
import type { Claim, Listener, Mapping, Namespace, SiteModel } from "../../topology/model.js";
import { doorOf, doorsAt, type PortMention } from "./mention.js";
import { namespacesOf } from "./rooms.js";

/** What claims a port says its number, and so does a mapping of the port that it leads to. */
export function claimMentions(model: SiteModel): readonly PortMention[] {
  const namespaces = namespacesOf(model);
  const rooms = new Map<Claim, string[]>();
  for (const namespace of namespaces.values()) {
    for (const claim of claimsOf(namespace)) rooms.set(claim, [...(rooms.get(claim) ?? []), namespace.id]);
  }
  return [...rooms].flatMap(([claim, ids]) => [
    ...mentionOf(claim, ids),
    ...(claim.via === "socket" ? [] : innerMention(claim, namespaces.get(claim.inner.namespace))),
  ]);
}

function mentionOf(claim: Claim, rooms: readonly string[]): readonly PortMention[] {
  const { port, change, owner: by } = claim;
  if (port === null) return [];
  const host = claim.via === "socket" ? { host: hostOf(claim) } : {};
  return [{ port, change, doors: [doorOf(claim)], by, opens: claim.via, rooms, ...host }];
}

/** Moving a port must not move the address: the one that was bound is written out with it. */
function hostOf({ fact, hosts, hostText }: Listener): string {
  const newest = fact.binds.at(-1)?.endpoint.hostText;
  const host = hosts.length === 1 ? hostText : (newest ?? "");
  return host === "" ? "0.0.0.0" : host;
}

function innerMention(mapping: Mapping, into: Namespace | undefined): readonly PortMention[] {
  const { owner: by, transport, changeInner: change, inner } = mapping;
  return into ? [{ port: inner.port, change, doors: doorsAt(into, inner.port, transport), by }] : [];
}
