import { normaliseHost, parsePort } from "../../endpoint.js";
import type { DeclaredPort, InvalidPort, Place, PortChange, PublishedPort, Transport } from "../../facts.js";
import { invalidPorts } from "./invalidPorts.js";
import { digitsChange, part, type Placed } from "./placed.js";

/** A port handed on, as it is written: `[hostIp:][outer:]inner[/protocol]`, where ports may be ranges. */
export interface PortMapping {
  readonly hostIp: Placed | undefined;
  readonly outer: Placed | undefined;
  readonly inner: Placed;
  readonly protocol: string | undefined;
  /** Where a finding about it stands. */
  readonly place: Place;
  /** The whole entry, inside of which digits may be replaced; undefined where it belongs to others too. */
  readonly entry: Place | undefined;
  /** Which of the two ports are none, unless a variable has a part in them. */
  readonly invalid: readonly InvalidPort[];
}

/**
 * The short syntax, which Compose and `docker run -p` share.
 *
 * @param written the entry with its variables as they stand there
 */
export function readPortMapping(entry: Placed, written: string, place: Place, shared = false): PortMapping | undefined {
  const match = /^(?:(?:(.*):)?([^:]*):)?([^:/]*)(?:\/(.*))?$/d.exec(entry.text);
  const at = (group: number): Placed | undefined => {
    const indices = match?.indices?.[group];
    return indices && part(entry, indices[0], indices[1]);
  };
  const inner = at(3);
  if (inner === undefined) return undefined;
  const [hostIp, outer, protocol] = [at(1), at(2), match?.[4]];
  const invalid =
    written === entry.text
      ? [...invalidPorts(outer, "hostPort", place.file), ...invalidPorts(inner, "containerPort", place.file)]
      : [];
  return { hostIp, outer, inner, protocol, place, entry: shared ? undefined : place, invalid };
}

/** One for each pair of a range; undefined where only a variable tells the container's port, or it is any. */
function publish(mapping: PortMapping): readonly PublishedPort[] | undefined {
  const { inner, outer, place, entry } = mapping;
  const transport = transportOf(mapping.protocol);
  if (transport === undefined) return [];
  const range = portsOf(inner.text);
  if (range === undefined) return undefined;
  const outside = outer && portsOf(outer.text);
  const count = range.last - range.first + 1;
  const outsideCount = outside && outside.last - outside.first + 1;
  // A range before a single port: the engine picks one of them.
  if (outsideCount !== undefined && outsideCount !== count && count > 1) return [];
  const paired = outside && outside.first > 0 && outsideCount === count ? outside : undefined;
  if (paired === undefined && count > mostUnpaired) return undefined;
  const changeOf = (digits: Placed): PortChange => (entry ? digitsChange(digits, entry) : unchanged);
  const hostIp = hostIpOf(mapping.hostIp);
  const changes = [changeOf(inner), outer && paired ? changeOf(outer) : unchanged] as const;
  // Digits of a variable that both ports come from cannot change one of them.
  const [changeInner, changeOuter] = areSame(...changes) ? [unchanged, unchanged] : changes;
  const ports: PublishedPort[] = [];
  for (let index = 0; index < count; index++) {
    const outerPort = paired ? paired.first + index : null;
    ports.push({ outer: outerPort, hostIp, inner: range.first + index, transport, place, changeOuter, changeInner });
  }
  return ports;
}

const unchanged: PortChange = { kind: "none" };

function areSame(a: PortChange, b: PortChange): boolean {
  if (a.kind !== "digits" || b.kind !== "digits") return false;
  return a.place.file === b.place.file && a.place.span.start === b.place.span.start;
}

export interface PublishedPorts {
  readonly published: readonly PublishedPort[];
  /** Entries whose container port only a variable tells. */
  readonly unread: readonly Place[];
  /** Undefined for none. */
  readonly invalid: readonly InvalidPort[] | undefined;
}

/** Entries that are undefined, or that cannot be read, are told by their places. */
export function publishAll(entries: Iterable<readonly [Place, PortMapping | undefined]>): PublishedPorts {
  const published: PublishedPort[] = [];
  const unread: Place[] = [];
  const invalid: InvalidPort[] = [];
  for (const [place, mapping] of entries) {
    if (published.length > mostPorts) break;
    const ports = mapping && publish(mapping);
    if (ports) for (const port of ports) published.push(port);
    else unread.push(place);
    if (mapping) invalid.push(...mapping.invalid);
  }
  return { published, unread, invalid: invalid.length > 0 ? invalid : undefined };
}

/** Entries of `expose`, as `3000` or `8000-8010/udp`. */
export function exposeAll(entries: Iterable<readonly [Place, Placed]>): readonly DeclaredPort[] {
  const ports: DeclaredPort[] = [];
  for (const [place, entry] of entries) {
    if (ports.length > mostPorts) break;
    const [number = "", protocol] = entry.text.split("/");
    const range = portsOf(number);
    const transport = transportOf(protocol);
    if (range === undefined || transport === undefined) continue;
    const change = digitsChange(part(entry, 0, number.length), place);
    for (let port = range.first; port <= range.last; port++) {
      ports.push({ name: undefined, port, transport, place, change, hostPort: undefined });
    }
  }
  return ports;
}

/** More ports of a container, on nobody knows which of the host, are no ports that somebody means. */
const mostUnpaired = 1000;

/** No host has more. */
const mostPorts = 65_536;

interface PortRange {
  readonly first: number;
  readonly last: number;
}

function portsOf(text: string): PortRange | undefined {
  const [from = "", to = from, more] = text.trim().split("-");
  const first = parsePort(from);
  const last = parsePort(to);
  if (first === undefined || last === undefined || more !== undefined || last < first) return undefined;
  return { first, last };
}

/** Undefined for SCTP, and for what no engine knows. */
function transportOf(protocol: string | undefined): Transport | undefined {
  const lower = protocol?.toLowerCase() ?? "tcp";
  return lower === "tcp" || lower === "udp" ? lower : undefined;
}

function hostIpOf(hostIp: Placed | undefined): string | null {
  const text = hostIp?.text ?? "";
  return /^[\w.:[\]-]*$/.test(text) ? normaliseHost(text) : null;
}
