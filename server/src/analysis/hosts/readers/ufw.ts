import type { Section } from "../sections.js";
import type { Firewall } from "./firewall.js";
import { linesOf } from "./lines.js";
import { anything, meets, withPorts, withProtocols, type Match } from "./ruleMatch.js";
import { decide, readPortRanges, type Chain, type FilterRule, type RuleAction } from "./ruleWalk.js";

/** Reads what `ufw status verbose` prints; undefined where it was not permitted to. */
export function readUfw({ text, status }: Section): Firewall | undefined {
  const lines = linesOf(text);
  const state = lines.map((line) => /^Status: (active|inactive)$/.exec(line.trim())?.[1]).find((found) => found);
  if (status !== 0 || state === undefined) return undefined;
  if (state === "inactive")
    return { tool: "ufw", active: false, decide: () => ({ verdict: "open", because: "Status: inactive" }) };
  const incoming = lines.map((line) => /^Default: (allow|deny|reject) \(incoming\)/.exec(line)).find((found) => found);
  if (!incoming) return undefined;
  const [, policy] = incoming;
  const input: Chain = {
    rules: lines.flatMap((line) => readRule(line) ?? []),
    policy: { verdict: policy === "allow" ? "open" : "dropped", text: `default: ${policy ?? ""} (incoming)` },
  };
  return { tool: "ufw", active: true, decide: (packet) => decide(new Map([["input", input]]), "input", packet) };
}

/** `4317,4318/tcp on eth0        ALLOW IN    10.0.0.0/8   # a comment`; the first rule that fits decides. */
function readRule(line: string): FilterRule | undefined {
  const match = / (ALLOW|DENY|REJECT|LIMIT)(?: (IN|OUT|FWD))? /.exec(line);
  const action = actions.get(match?.[1] ?? "");
  if (match === null || action === undefined || match[2] === "OUT" || match[2] === "FWD") return undefined;
  const to = line.slice(0, match.index).trim();
  const from = line.slice(match.index + match[0].length).trim();
  // Rules of IPv6 stand below those of IPv4 that they go with.
  if (to.includes("(v6)")) return undefined;
  const asked = matchOf(to);
  return { meets: meets(/^Anywhere(?:\s+#|$)/.test(from) ? asked : { ...asked, more: true }), action, text: line };
}

const open: RuleAction = { kind: "verdict", verdict: "open" };
const dropped: RuleAction = { kind: "verdict", verdict: "dropped" };

const actions: ReadonlyMap<string, RuleAction> = new Map([
  ["ALLOW", open],
  // Only who asks too often is turned away.
  ["LIMIT", open],
  ["DENY", dropped],
  ["REJECT", dropped],
]);

/** `Anywhere`, `4317`, `4317:4320/tcp`, `22/tcp (OpenSSH)`; of a profile such as `Nginx Full` the ports are not told. */
function matchOf(to: string): Match {
  if (to === "Anywhere") return anything;
  const [, address, ports = "", protocol, rest = ""] =
    /^((?:\d+\.){3}\S+ )?([\d,:]+)(?:\/(tcp|udp))?(?: (.*))?$/.exec(to) ?? [];
  const ranges = ports === "" ? undefined : readPortRanges(ports.split(","));
  const ofPorts = withPorts(anything, ranges, false);
  const match = protocol === undefined ? ofPorts : withProtocols(ofPorts, [protocol], false);
  return address === undefined && /^(?:\(.*\))?$/.test(rest) ? match : { ...match, more: true };
}
