import type { Section } from "../sections.js";
import type { Firewall } from "./firewall.js";
import { linesOf } from "./lines.js";
import { holdsPort, readPortRange, type Decision, type Packet } from "./ruleWalk.js";

/**
 * Reads what `firewall-cmd --list-all` or `--list-all-zones` prints; undefined where it was not permitted to. Zones of
 * bridges that container engines made do not count: their traffic does not come from outside.
 */
export function readFirewalld({ text, status }: Section): Firewall | undefined {
  if (/^(?:FirewallD is )?not running$/im.test(text.trim())) {
    return { tool: "firewalld", active: false, decide: () => ({ verdict: "open", because: "not running" }) };
  }
  const zones = zonesOf(linesOf(text)).filter(({ active }) => active);
  if (status !== 0 || zones.length === 0) return undefined;
  const outer = zones.filter((zone) => !isInner(zone));
  return { tool: "firewalld", active: true, decide: (packet) => decideAll(outer, packet) };
}

interface Zone {
  readonly name: string;
  readonly active: boolean;
  /** `ports` → `4317/tcp 4318-4320/tcp`; `rich rules` holds their lines. */
  readonly settings: ReadonlyMap<string, string>;
}

function zonesOf(lines: readonly string[]): readonly Zone[] {
  const zones: { name: string; active: boolean; settings: Map<string, string> }[] = [];
  for (const line of lines) {
    const zone = zones.at(-1);
    const [, name, state = ""] = /^(\S+)(?: \(([^)]*)\))?$/.exec(line) ?? [];
    const [, key, value = ""] = /^ {2}([a-z][a-z -]*):(.*)$/.exec(line) ?? [];
    if (name !== undefined) zones.push({ name, active: /\bactive\b/.test(state), settings: new Map() });
    else if (key !== undefined) zone?.settings.set(key, value.trim());
    else if (/^\s+rule /.test(line)) zone?.settings.set("rich rules", line.trim());
  }
  return zones;
}

function isInner({ settings }: Zone): boolean {
  const interfaces = settingOf(settings, "interfaces");
  return (
    interfaces.length > 0 &&
    settingOf(settings, "sources").length === 0 &&
    interfaces.every((name) => /^(?:docker\d|podman\d|br-|cni|virbr|lxdbr|veth)/.test(name))
  );
}

/** Several zones agree, or it depends on where the packet comes in. */
function decideAll(zones: readonly Zone[], packet: Packet): Decision {
  const decisions = zones.map((zone) => decideIn(zone, packet));
  const [first] = decisions;
  if (first === undefined) return { verdict: "unknown", because: undefined };
  const agreed = decisions.every(({ verdict }) => verdict === first.verdict);
  return agreed ? first : { verdict: "unknown", because: `zones ${zones.map(({ name }) => name).join(", ")}` };
}

function decideIn({ name, settings }: Zone, packet: Packet): Decision {
  const unknown = (because: string): Decision => ({ verdict: "unknown", because: `zone ${name}: ${because}` });
  if (settingOf(settings, "rich rules").length > 0) return unknown("rich rules");
  if (settingOf(settings, "sources").length > 0) return unknown("only for some senders");
  const forwards = settingOf(settings, "forward-ports").some((each) => each.includes(`port=${packet.port}:`));
  if (forwards) return unknown("the port is forwarded");
  const port = settingOf(settings, "ports").find((each) => holds(each, packet));
  if (port !== undefined) return { verdict: "open", because: `zone ${name}: ports: ${port}` };
  if (settingOf(settings, "source-ports").length > 0) return unknown("source-ports");
  if (settingOf(settings, "protocols").includes(packet.transport)) {
    return { verdict: "open", because: `zone ${name}: protocols: ${packet.transport}` };
  }
  const service = settingOf(settings, "services").find((each) => !elsewhere.has(each));
  const [target = "default"] = settingOf(settings, "target");
  if (target === "ACCEPT") return { verdict: "open", because: `zone ${name}: target: ACCEPT` };
  if (service !== undefined) return unknown(`service ${service} may hold the port`);
  return { verdict: "dropped", because: `zone ${name}: target: ${target}` };
}

function settingOf(settings: Zone["settings"], key: string): readonly string[] {
  return (settings.get(key) ?? "").split(/\s+/).filter((each) => each !== "");
}

/** `4318-4320/tcp` */
function holds(text: string, { port, transport }: Packet): boolean {
  const [ports = "", protocol] = text.split("/");
  const range = readPortRange(ports);
  return range !== undefined && protocol === transport && holdsPort([range], port);
}

/** Services of firewalld's own whose ports no collector or Agent has by default. */
const elsewhere = new Set([
  "cockpit",
  "dhcp",
  "dhcpv6",
  "dhcpv6-client",
  "dns",
  "http",
  "https",
  "ipp",
  "ipp-client",
  "mdns",
  "nfs",
  "ntp",
  "samba",
  "samba-client",
  "snmp",
  "ssh",
]);
