import { holdsPort, type FilterRule, type PortRange } from "./ruleWalk.js";

/** What a rule asks of a packet, gathered word by word; iptables and nft say the same in other words. */
export interface Match {
  /** Only for what a new connection from outside is not: loopback, established connections, IPv6, ICMP. */
  readonly never: boolean;
  /** Asks for something that is not known here: the sender, the interface. */
  readonly more: boolean;
  readonly protocols: Wanted<string> | undefined;
  readonly ports: Wanted<PortRange> | undefined;
}

interface Wanted<T> {
  readonly values: readonly T[];
  /** True where all but these are meant. */
  readonly not: boolean;
}

export const anything: Match = { never: false, more: false, protocols: undefined, ports: undefined };

export function meets({ never, more, protocols, ports }: Match): FilterRule["meets"] {
  return ({ port, transport }) => {
    if (never) return "no";
    if (misses(protocols, (name) => name === transport) || misses(ports, (range) => holdsPort([range], port)))
      return "no";
    return more ? "maybe" : "yes";
  };
}

function misses<T>(wanted: Wanted<T> | undefined, fits: (value: T) => boolean): boolean {
  if (wanted === undefined) return false;
  return wanted.values.some(fits) === wanted.not;
}

export function withState(match: Match, states: readonly string[], not: boolean): Match {
  const isNew = states.some((state) => state.toLowerCase() === "new");
  return isNew === not ? { ...match, never: true } : match;
}

export function withInterface(match: Match, names: readonly string[], not: boolean): Match {
  if (names.every((name) => name === "lo")) return not ? match : { ...match, never: true };
  return { ...match, more: true };
}

/** @param ranges undefined where they could not be read */
export function withPorts(match: Match, ranges: readonly PortRange[] | undefined, not: boolean): Match {
  return ranges === undefined ? { ...match, more: true } : { ...match, ports: { values: ranges, not } };
}

export function withProtocols(match: Match, names: readonly string[], not: boolean): Match {
  const known = new Map([
    ["6", "tcp"],
    ["17", "udp"],
  ]);
  const values = names.map((name) => known.get(name) ?? name);
  return values.includes("all") ? match : { ...match, protocols: { values, not } };
}
