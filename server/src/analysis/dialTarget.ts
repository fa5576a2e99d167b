import { isInvalidPort, normaliseHost, parsePort, writtenSpan } from "./endpoint.js";
import type { Span } from "./text.js";
import { expand, unknown, type Lookup } from "./variables.js";

/** Whom a text tells to connect to. */
export interface DialTarget {
  /** `http`, `https`, `grpc`, in small letters; undefined where none is written. */
  readonly scheme: string | undefined;
  /** As `normaliseHost` gives it; null where only the running system knows. */
  readonly host: string | null;
  readonly hostText: string;
  /** Null where only the running system knows, undefined where none is written and none follows from the scheme. */
  readonly port: number | null | undefined;
  /** The digits of the port inside the text, where they are literally there. */
  readonly digits?: Span;
  /** The port as it is written, where no port has that number; `port` is null then. */
  readonly invalidPort?: string;
  /** `/v1/traces`; empty where none is written. */
  readonly path: string;
}

const schemePorts: ReadonlyMap<string, number> = new Map([
  ["http", 80],
  ["https", 443],
]);

/** Longer than any URL; what goes beyond is none, and not worth the time. */
const longest = 2000;

/**
 * Reads `collector:4317`, `https://collector/v1/traces`, `dns:///collector:4317`, `http://$(HOST_IP):4318`. Undefined
 * for what is no address of a network: `unix:///run/otel.sock`, an empty text, a path.
 *
 * @param lookup what the dialling process's variables hold
 */
export function parseTarget(text: string, lookup?: Lookup): DialTarget | undefined {
  if (text.length > longest) return undefined;
  const letters = expand(text, lookup);
  const resolved = letters.map(({ char }) => char).join("");
  const match =
    /^\s*(?:([a-z][a-z0-9+.-]*):\/\/\/?)?(?:[^/@\s]*@)?(\[[^\]]*\]|[^:/?#\s[\]]*)(?::([^/?#\s]*))?([/?#]\S*)?\s*$/i.exec(
      resolved,
    );
  if (match === null) return undefined;
  const [, scheme, host = "", portText, path = ""] = match;
  if (scheme === "unix" || (host === "" && portText === undefined)) return undefined;
  // One variable may hold scheme, host and port together.
  const open = host.includes(unknown);
  const port = portText === undefined ? undefined : parsePort(portText);
  const invalid = portText !== undefined && !text.includes("$") && isInvalidPort(portText);
  if (portText !== undefined && port === undefined && !portText.includes(unknown) && !invalid) return undefined;
  const portAt = portText === undefined ? -1 : resolved.indexOf(`:${portText}`, resolved.indexOf(host)) + 1;
  const digits = port === undefined ? undefined : writtenSpan(letters.slice(portAt, portAt + (portText?.length ?? 0)));
  return {
    scheme: scheme?.toLowerCase(),
    host: open ? null : normaliseHost(host),
    hostText: open ? text : host,
    port: portText === undefined ? (open ? null : schemePorts.get(scheme?.toLowerCase() ?? "")) : (port ?? null),
    ...(digits && { digits }),
    ...(invalid && { invalidPort: portText }),
    path: path.includes(unknown) ? "" : path,
  };
}
