import { anything, meets, withInterface, withPorts, withProtocols, withState, type Match } from "./ruleMatch.js";
import { readPortRanges, type FilterRule, type RuleAction } from "./ruleWalk.js";

/** Reads one rule of nft: `tcp dport { 4317, 4318 } counter packets 0 bytes 0 accept`. */
export function readNftRule(text: string): FilterRule {
  const words = wordsOf(text);
  let match = anything;
  for (let at = 0; at < words.length;) {
    const action = actionOf(words, at);
    if (action) return { meets: meets(match), action, text };
    const step = readStep(match, words, at);
    match = step.match;
    at = step.next;
  }
  return { meets: meets(match), action: { kind: "next" }, text };
}

/** Words, lists in braces and quoted texts; commas and `# handle 4` are left out. */
function wordsOf(text: string): readonly string[] {
  const code = text.replace(/ # handle \d+$/, "");
  return code.match(/"[^"]*"|[{}]|[^\s{},"]+/g) ?? [];
}

interface Step {
  readonly match: Match;
  readonly next: number;
}

function readStep(match: Match, words: readonly string[], at: number): Step {
  const [first = "", second = "", third = ""] = words.slice(at, at + 3);
  if (first === "counter") return { match, next: at + (second === "packets" ? 5 : 1) };
  if (first === "comment") return { match, next: at + 2 };
  if (first === "log") return { match, next: endOfLog(words, at + 1) };
  const more = { ...match, more: true };
  const read = (from: number, apply: (values: readonly string[], not: boolean) => Match, otherwise = more): Step => {
    const { values, not, next } = readValues(words, from);
    return { match: values ? apply(values, not) : otherwise, next };
  };
  if (first === "iif" || first === "iifname") return read(at + 1, (names, not) => withInterface(match, names, not));
  // A connection that was handed on by a DNAT rule; those of published ports are told apart elsewhere.
  if (first === "ct" && second === "status" && third === "dnat") return { match: onlyFor(match, false), next: at + 3 };
  if (first === "ct") return read(at + 2, (names, not) => (second === "state" ? withState(match, names, not) : more));
  if (second === "dport" && (first === "tcp" || first === "udp" || first === "th")) {
    const ofProtocol = first === "th" ? match : withProtocols(match, [first], false);
    return read(at + 2, (ports, not) => withPorts(ofProtocol, readPortRanges(ports), not), {
      ...ofProtocol,
      more: true,
    });
  }
  if ((first === "meta" && second === "l4proto") || (first === "ip" && second === "protocol"))
    return read(at + 2, (names, not) => withProtocols(match, names, not));
  if (first === "meta" && second === "nfproto") return { match: onlyFor(match, third === "ipv4"), next: at + 3 };
  if (first === "ip6" || first === "icmp" || first === "icmpv6" || first === "igmp")
    return { match: onlyFor(match, false), next: at + 1 };
  return { match: more, next: at + 1 };
}

function onlyFor(match: Match, ours: boolean): Match {
  return ours ? match : { ...match, never: true };
}

interface Values {
  /** Undefined where they stand elsewhere: in a set with a name, in a map. */
  readonly values: readonly string[] | undefined;
  readonly not: boolean;
  readonly next: number;
}

/** Reads what a packet's field is compared with: `22`, `!= 22`, `{ 22, 80-90 }`, `established,related`. */
function readValues(words: readonly string[], at: number): Values {
  const not = words[at] === "!=";
  const start = at + (not || words[at] === "==" ? 1 : 0);
  if (words[start] === "vmap" || words[start] === undefined) return { values: undefined, not, next: start };
  const isList = words[start] === "{";
  const end = isList ? words.indexOf("}", start) : endOfWords(words, start);
  const stop = end < 0 ? words.length : end;
  const values = words.slice(isList ? start + 1 : start, stop).map((word) => word.replace(/"/g, ""));
  const named = values.some((value) => /^[@$]/.test(value));
  return { values: named ? undefined : values, not, next: isList ? stop + 1 : stop };
}

const states = new Set(["established", "related", "new", "invalid", "untracked"]);

/** A list without braces goes on as long as states follow each other. */
function endOfWords(words: readonly string[], start: number): number {
  let end = start + 1;
  while (states.has(words[start] ?? "") && states.has(words[end] ?? "")) end++;
  return end;
}

/** After `log` come pairs such as `prefix "dropped: "`. */
function endOfLog(words: readonly string[], start: number): number {
  let end = start;
  while (/^(?:prefix|level|group|flags|snaplen|queue-threshold)$/.test(words[end] ?? "")) end += 2;
  return end;
}

function actionOf(words: readonly string[], at: number): RuleAction | undefined {
  const [word = "", value = "", third = ""] = words.slice(at, at + 3);
  switch (word) {
    case "accept":
      return { kind: "verdict", verdict: "open" };
    case "drop":
    case "reject":
      return { kind: "verdict", verdict: "dropped" };
    case "return":
      return { kind: "return" };
    case "continue":
      return { kind: "next" };
    case "jump":
    case "goto":
      return { kind: word, chain: value };
    case "ct":
      return value === "state" && third === "vmap" ? ofStates(words.slice(at + 3)) : undefined;
    case "vmap":
    case "queue":
    case "dnat":
    case "redirect":
    case "tproxy":
    case "xt":
      return { kind: "unclear" };
    default:
      return undefined;
  }
}

/** `ct state vmap { established : accept, invalid : drop }` does nothing to a new connection that it does not name. */
function ofStates(words: readonly string[]): RuleAction {
  return words.includes("new") || words[0] !== "{" ? { kind: "unclear" } : { kind: "next" };
}
