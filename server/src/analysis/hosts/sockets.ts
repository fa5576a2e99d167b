import ipaddr from "ipaddr.js";
import { normaliseHost } from "../endpoint.js";
import type { Transport } from "../facts.js";
import { isWildcard, meet } from "../topology/address.js";
import { isLoopback } from "../topology/reach.js";
import { append } from "../lists.js";
import type { HostView } from "./hostView.js";
import type { SocketSeen } from "./observation.js";

/** `tcp 4317` */
export function socketKey(transport: Transport, port: number | null): string {
  return `${transport} ${String(port)}`;
}

export function indexSockets(sockets: readonly SocketSeen[]): HostView["sockets"] {
  const byKey = new Map<string, SocketSeen[]>();
  for (const socket of sockets) append(byKey, socketKey(socket.transport, socket.port), socket);
  return byKey;
}

export function socketsAt({ sockets }: HostView, transport: Transport, port: number): readonly SocketSeen[] {
  return sockets.get(socketKey(transport, port)) ?? [];
}

/** Whether a socket keeps another one from a declared address; a host that nobody knows meets only wildcards. */
export function meetsDeclared(socket: SocketSeen, host: string | undefined): boolean {
  if (host !== undefined && !takesFamily(socket, host)) return false;
  return meet(normaliseHost(socket.address), host ?? null) === "yes";
}

/** How the address of a socket stands to the declared one. */
export type Fit = "as declared" | "wider" | "elsewhere" | "unknown";

/** `*:4317`, `[::]:4317` and `0.0.0.0:4317` are all how a socket on every address looks. */
export function fitOf(socket: SocketSeen, host: string | undefined): Fit {
  if (host === undefined) return "unknown";
  const address = normaliseHost(socket.address);
  if (isWildcard(host)) return isWildcard(address) && takesFamily(socket, host) ? "as declared" : "elsewhere";
  if (!isLoopback(host) && !ipaddr.isValid(host)) return "unknown";
  if (isWildcard(address)) return "wider";
  return address === host || (isLoopback(address) && isLoopback(host)) ? "as declared" : "elsewhere";
}

/** A socket on `::` that was told to leave IPv4 alone meets no IPv4 address. */
function takesFamily({ address, dualStack }: SocketSeen, host: string): boolean {
  return address !== "::" || host.includes(":") || dualStack !== false;
}

/** `0.0.0.0:4317`, `[::1]:4317` */
export function saySocket({ address, port }: Pick<SocketSeen, "address" | "port">): string {
  return `${address.includes(":") ? `[${address}]` : address}:${String(port)}`;
}
