import type { Section } from "../sections.js";
import { linesOf } from "./lines.js";
import { anything, meets, withInterface, withPorts, withProtocols, withState, type Match } from "./ruleMatch.js";
import { decide, readPortRanges, type Chain, type FilterRule, type RuleAction } from "./ruleWalk.js";
import type { Firewall } from "./firewall.js";

/** Reads what `iptables -S` prints of the filter table; undefined where it was not permitted to. */
export function readIptables({ text, status }: Section): Firewall | undefined {
  const lines = linesOf(text);
  const chains = chainsOf(lines);
  if (status !== 0 || chains.get("INPUT")?.policy === undefined) return undefined;
  return {
    tool: "iptables",
    active: lines.some((line) => line.startsWith("-A ") || /^-P INPUT (?!ACCEPT)/.test(line)),
    decide: (packet) => decide(chains, "INPUT", packet),
  };
}

interface GrowingChain {
  readonly rules: FilterRule[];
  policy: Chain["policy"];
}

function chainsOf(lines: readonly string[]): ReadonlyMap<string, Chain> {
  const chains = new Map<string, GrowingChain>();
  const chain = (name: string): GrowingChain => {
    const found = chains.get(name) ?? { rules: [], policy: undefined };
    chains.set(name, found);
    return found;
  };
  for (const line of lines) {
    const [word, name = "", ...words] = wordsOf(line);
    if (word === "-N") chain(name);
    if (word === "-A") chain(name).rules.push(readRule(words, line));
    const verdict = verdicts.get(words[0] ?? "");
    if (word === "-P" && verdict) chain(name).policy = { verdict, text: line };
  }
  return chains;
}

const verdicts: ReadonlyMap<string, "open" | "dropped"> = new Map([
  ["ACCEPT", "open"],
  ["DROP", "dropped"],
  ["REJECT", "dropped"],
]);

/** Targets after which the next rule follows. */
const passing = new Set(["LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "TRACE", "AUDIT"]);

/** Modules that ask nothing by themselves, or whose options are read below. */
const modules = new Set(["tcp", "udp", "multiport", "comment", "conntrack", "state", "addrtype"]);

/** Words; a comment's stand in quotes. */
function wordsOf(line: string): readonly string[] {
  return line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
}

function readRule(words: readonly string[], text: string): FilterRule {
  let match = anything;
  let action: RuleAction = { kind: "next" };
  let not = false;
  for (let at = 0; at < words.length; at++) {
    const [word = "", value = ""] = words.slice(at, at + 2);
    if (word === "!") {
      not = true;
      continue;
    }
    if (word === "-j" || word === "-g") {
      action = actionOf(word, value);
      // What follows belongs to the target.
      break;
    }
    const asked = withOption(match, word, value, not);
    match = asked ?? { ...match, more: true };
    if (asked) at++;
    not = false;
  }
  return { meets: meets(match), action, text };
}

function actionOf(word: "-j" | "-g", target: string): RuleAction {
  const verdict = verdicts.get(target);
  if (verdict) return { kind: "verdict", verdict };
  if (target === "RETURN") return { kind: "return" };
  if (passing.has(target)) return { kind: "next" };
  return { kind: word === "-g" ? "goto" : "jump", chain: target };
}

/** Undefined for an option that is not known, of which it is not known either how many values it has. */
function withOption(match: Match, option: string, value: string, not: boolean): Match | undefined {
  switch (option) {
    case "-p":
      return withProtocols(match, [value], not);
    case "-i":
      return withInterface(match, [value], not);
    case "--dport":
    case "--dports":
      return withPorts(match, readPortRanges(value.split(",")), not);
    case "--ctstate":
    case "--state":
      return withState(match, value.split(","), not);
    case "--comment":
      return match;
    case "--dst-type":
      return (value === "LOCAL") === not ? { ...match, never: true } : match;
    case "-m":
      return modules.has(value) ? match : { ...match, more: true };
    default:
      return undefined;
  }
}
