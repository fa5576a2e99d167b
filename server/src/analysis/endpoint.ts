import ipaddr from "ipaddr.js";
import type { Span } from "./text.js";
import { expand, unknown, type Letter, type Lookup } from "./variables.js";

/**
 * Where a socket is bound, as far as the text tells. `host` and `port` are null where only the running system knows
 * (`${env:MY_POD_IP}`); `hostText` keeps what is written, for messages.
 */
export interface Endpoint {
  readonly host: string | null;
  readonly hostText: string;
  readonly port: number | null;
  /** The digits of the port inside the text that was parsed, where they are literally there. */
  readonly digits?: Span;
  /** The port as it is written, where no port has that number; `port` is null then. */
  readonly invalidPort?: string;
  /** The text as it was parsed, where variables stand in it: whoever knows what they hold parses it again. */
  readonly open?: string;
}

/**
 * Reads `0.0.0.0:4317`, `:4317`, `[::]:4317`, `localhost:4317`, `${env:HOST:-0.0.0.0}:${env:PORT:-4317}`. Undefined
 * for what is no TCP or UDP endpoint: `unix:///run/otel.sock`, an empty text, a text without a port.
 *
 * @param lookup what the variables hold, where that is known
 */
export function parseEndpoint(text: string, lookup?: Lookup): Endpoint | undefined {
  if (text.length > longest) return undefined;
  const letters = expand(text, lookup);
  const open = lookup === undefined && text.includes("$") ? { open: text } : {};
  const resolved = letters.map((letter) => letter.char).join("");
  if (/^unix:|^\/|^@/.test(resolved)) return undefined;
  const match = /^(?:\w+:\/\/)?(\[[^\]]*\]|[^:]*):([^:/]+)$/.exec(resolved.trim());
  if (match === null) {
    // One variable may hold host and port together.
    return resolved.includes(unknown) ? { host: null, hostText: text, port: null, ...open } : undefined;
  }
  const [, host = "", portText = ""] = match;
  const port = parsePort(portText);
  const invalid = !text.includes("$") && isInvalidPort(portText);
  if (port === undefined && !portText.includes(unknown) && !invalid) return undefined;
  const portStart = resolved.lastIndexOf(portText);
  const digits = port === undefined ? undefined : writtenSpan(letters.slice(portStart, portStart + portText.length));
  return {
    host: host.includes(unknown) ? null : normaliseHost(host),
    hostText: host.includes(unknown) ? text.slice(0, letters[portStart - 1]?.at ?? text.length) : host,
    port: port ?? null,
    ...(digits && { digits }),
    ...(invalid && { invalidPort: portText }),
    ...open,
  };
}

/** Longer than any name and number; what goes beyond is no endpoint, and not worth the time. */
const longest = 1000;

/** What stands before the number where host and port are written apart, so that both can be read as one. */
export function hostPrefix(host: string): string {
  return ipaddr.IPv6.isValid(host) ? `[${host}]:` : `${host}:`;
}

/** A decimal port number, 0 to 65535. */
export function parsePort(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port <= 65535 ? port : undefined;
}

/** Whether a text is a number that no port has. */
export function isInvalidPort(text: string): boolean {
  return /^-?\d{1,20}$/.test(text) && parsePort(text) === undefined;
}

/**
 * One spelling for each address: `localhost` is bound as 127.0.0.1, brackets only keep an IPv6 address apart from its
 * port, `0:0:0:0:0:0:0:0` is `::`, and `::ffff:10.0.0.1` is 10.0.0.1.
 */
export function normaliseHost(host: string): string {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (bare === "localhost") return "127.0.0.1";
  if (!ipaddr.IPv6.isValid(bare)) return bare;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}

/** Where letters stand in the text as written; undefined where they do not stand there in one piece. */
export function writtenSpan(letters: readonly Letter[]): Span | undefined {
  const first = letters[0]?.at;
  const last = letters.at(-1)?.at;
  if (first === undefined || last !== first + letters.length - 1) return undefined;
  return { start: first, end: last + 1 };
}
