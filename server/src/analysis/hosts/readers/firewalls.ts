import type { Transport } from "../../facts.js";
import type { ContainerSeen, FirewallSeen, Unseen } from "../observation.js";
import type { Section } from "../sections.js";
import type { Firewall } from "./firewall.js";
import { readFirewalld } from "./firewalld.js";
import { readIptables } from "./iptables.js";
import { readNft } from "./nft.js";
import type { Decision, Packet } from "./ruleWalk.js";
import { readUfw } from "./ufw.js";

export interface FirewallsRead {
  readonly firewalls: readonly FirewallSeen[];
  readonly unseen: readonly Unseen[];
}

/**
 * How a tool's answer is read. That of `ip6tables` is not: who connects over IPv4 is not met by its rules, and hosts
 * with rules for the one family alone are common.
 */
const readers: ReadonlyMap<string, (section: Section) => Firewall | undefined> = new Map([
  ["firewalld", readFirewalld],
  ["ufw", readUfw],
  ["nft", readNft],
  ["iptables", readIptables],
]);

/**
 * What each firewall tool says of the ports.
 *
 * @param containers whose published ports are handed on before a packet reaches the rules of the host's own sockets
 */
export function readFirewalls(
  sections: readonly Section[],
  ports: readonly number[],
  containers: readonly ContainerSeen[],
): FirewallsRead {
  const packets = ports.flatMap((port) => transports.map((transport) => ({ port, transport })));
  const firewalls: FirewallSeen[] = [];
  const unseen: Unseen[] = [];
  for (const [tool, read] of readers) {
    const section = sections.find(({ name }) => name === tool);
    if (section === undefined) continue;
    const firewall = read(section);
    const cut = section.cut || section.text.length > longestText;
    if (firewall) firewalls.push(ask(firewall, packets, cut, containers));
    else unseen.push({ what: `${tool} rules`, why: whyNot(section) });
  }
  return { firewalls, unseen };
}

/** More rules are not walked for every port. */
const longestText = 1 << 18;

const transports: readonly Transport[] = ["tcp", "udp"];

function whyNot({ status, text }: Section): string {
  if (status === 124) return "took too long";
  if (status !== 0) return `exit status ${status}`;
  return text.trim() === "" ? "printed nothing" : "could not be understood";
}

function ask(
  { tool, active, decide }: Firewall,
  packets: readonly Packet[],
  cut: boolean,
  containers: readonly ContainerSeen[],
): FirewallSeen {
  const decision = (packet: Packet): Decision => {
    if (cut) return { verdict: "unknown", because: `the answer of ${tool} was cut` };
    const decided = decide(packet);
    const holder = decided.verdict === "dropped" ? publisher(containers, packet) : undefined;
    if (holder === undefined) return decided;
    return { verdict: "unknown", because: `${holder.engine} hands the port on to ${holder.name} before these rules` };
  };
  return { tool, active, ports: packets.map((packet) => ({ ...packet, ...decision(packet) })) };
}

function publisher(containers: readonly ContainerSeen[], { port, transport }: Packet): ContainerSeen | undefined {
  return containers.find(({ published }) =>
    published.some((each) => each.hostPort === port && each.transport === transport),
  );
}
