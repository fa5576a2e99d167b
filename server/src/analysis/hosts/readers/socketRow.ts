import ipaddr from "ipaddr.js";
import { normaliseHost, parsePort } from "../../endpoint.js";
import type { SocketSeen } from "../observation.js";
import { linesOf } from "./lines.js";

/** One line of a tool that lists sockets. */
export interface SocketRow {
  readonly socket: SocketSeen;
  /** By which the kernel numbers the socket, where the tool tells: the owners of `/proc` are found by it. */
  readonly inode: string | undefined;
}

export interface SocketRows {
  readonly rows: readonly SocketRow[];
  /** How many lines speak of a socket and were not understood. */
  readonly unread: number;
}

/**
 * @param candidate whether a line speaks of a socket at all; headings and warnings do not
 * @param read undefined for a line that is not understood, null for one that is and holds no listening socket
 */
export function readRows(
  text: string,
  candidate: RegExp,
  read: (line: string) => SocketRow | null | undefined,
): SocketRows {
  const answers = linesOf(text)
    .filter((line) => candidate.test(line))
    .map(read);
  return {
    rows: answers.flatMap((row) => row ?? []),
    unread: answers.filter((row) => row === undefined).length,
  };
}

export interface SocketAddress {
  /** `*` where the tool writes it so; else an address without brackets and zone. */
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `127.0.0.53%lo:53`, `[::1]:4317`, `[fe80::1]%eth0:546`, `:::4318`, `*:4317`. Undefined for names, for ports that
 * are none, and for addresses that were cut.
 */
export function readSocketAddress(text: string): SocketAddress | undefined {
  const colon = text.lastIndexOf(":");
  const port = parsePort(text.slice(colon + 1));
  const host = /^\[?([^[\]%]*)(?:%[\w.@-]+)?\]?(?:%[\w.@-]+)?$/.exec(text.slice(0, Math.max(0, colon)))?.[1];
  if (host === undefined || port === undefined || port === 0) return undefined;
  if (host === "*") return { host, port };
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host);
  return isAddress ? { host: normaliseHost(host), port } : undefined;
}
