import type { Transport } from "../../facts.js";

/** A connection that somebody outside opens to a port of the host, over IPv4. */
export interface Packet {
  readonly port: number;
  readonly transport: Transport;
}

export type Verdict = "open" | "dropped";

export interface FilterRule {
  /** `maybe` where it depends on more than the port: on who asks, on the interface, on what is not understood. */
  readonly meets: (packet: Packet) => "yes" | "no" | "maybe";
  readonly action: RuleAction;
  /** As the tool prints it. */
  readonly text: string;
}

export type RuleAction =
  | { readonly kind: "verdict"; readonly verdict: Verdict }
  | { readonly kind: "jump"; readonly chain: string }
  | { readonly kind: "goto"; readonly chain: string }
  | { readonly kind: "return" }
  /** Counts, logs, marks; the next rule follows. */
  | { readonly kind: "next" }
  | { readonly kind: "unclear" };

export interface Chain {
  readonly rules: readonly FilterRule[];
  /** What becomes of a packet that no rule takes; undefined for a chain that others jump to. */
  readonly policy: { readonly verdict: Verdict; readonly text: string } | undefined;
}

export interface Decision {
  readonly verdict: Verdict | "unknown";
  /** The rule or policy that decides, or the first that leaves it open. */
  readonly because: string | undefined;
}

type Outcome = Verdict | "unclear" | "through";

/** All that may become of a packet in a chain, each with the rule that does it. */
type Outcomes = ReadonlyMap<Outcome, string | undefined>;

/** What becomes of a packet in a chain; unknown where rules that may or may not meet it would do different things. */
export function decide(chains: ReadonlyMap<string, Chain>, start: string, packet: Packet): Decision {
  const outcomes = outcomesOf(chains, start, packet, new Map());
  const [[outcome, because] = ["unclear", undefined] as const] = outcomes;
  const certain = outcomes.size === 1 && (outcome === "open" || outcome === "dropped");
  return { verdict: certain ? outcome : "unknown", because };
}

/** @param known the chains that were walked before; one that is still being walked jumps to itself */
function outcomesOf(
  chains: ReadonlyMap<string, Chain>,
  name: string,
  packet: Packet,
  known: Map<string, Outcomes>,
): Outcomes {
  const before = known.get(name);
  if (before) return before;
  const unclear: Outcomes = new Map([["unclear", undefined]]);
  const chain = chains.get(name);
  if (chain === undefined || known.size >= mostChains) return unclear;
  known.set(name, unclear);
  const outcomes = walk(chain, packet, (next) => outcomesOf(chains, next, packet, known));
  known.set(name, outcomes);
  return outcomes;
}

/** More than any tool of its own makes; each is walked within the one that jumps to it. */
const mostChains = 500;

function walk(chain: Chain, packet: Packet, enter: (chain: string) => Outcomes): Outcomes {
  const outcomes = new Map<Outcome, string | undefined>();
  const add = (outcome: Outcome, because: string | undefined): void => {
    if (!outcomes.has(outcome)) outcomes.set(outcome, because);
  };
  for (const rule of chain.rules) {
    const meets = rule.meets(packet);
    if (meets === "no") continue;
    const ends = endsOf(rule, enter);
    const leaves = rule.action.kind === "return" || rule.action.kind === "goto";
    for (const [outcome, because] of ends) {
      if (outcome !== "through") add(outcome, because ?? rule.text);
      else if (leaves) add(...throughOf(chain));
    }
    if (meets === "yes" && (leaves || !ends.has("through"))) return outcomes;
  }
  add(...throughOf(chain));
  return outcomes;
}

/** What becomes of a packet that no rule of a chain takes. */
function throughOf({ policy }: Chain): readonly [Outcome, string | undefined] {
  return [policy?.verdict ?? "through", policy?.text];
}

function endsOf({ action, text }: FilterRule, enter: (chain: string) => Outcomes): Outcomes {
  switch (action.kind) {
    case "verdict":
      return new Map([[action.verdict, text]]);
    case "jump":
    case "goto":
      return enter(action.chain);
    case "return":
    case "next":
      return new Map([["through", undefined]]);
    case "unclear":
      return new Map([["unclear", text]]);
  }
}

/** Ports as rules list them: `4317`, `4317:4320`, `4317-4320`, `:1024`; undefined for names and what is none. */
export function readPortRange(text: string): PortRange | undefined {
  const [, first = "", dash, last = ""] = /^(\d{0,5})([:-]?)(\d{0,5})$/.exec(text) ?? [];
  if (dash === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? 0 : Number(first);
  const end = dash === "" ? start : last === "" ? 65535 : Number(last);
  return start <= end && end <= 65535 ? { start, end } : undefined;
}

export interface PortRange {
  readonly start: number;
  readonly end: number;
}

/** Undefined where one of them cannot be read. */
export function readPortRanges(texts: readonly string[]): readonly PortRange[] | undefined {
  const ranges = texts.map(readPortRange);
  return ranges.length > 0 && ranges.every((range) => range !== undefined) ? ranges : undefined;
}

export function holdsPort(ranges: readonly PortRange[], port: number): boolean {
  return ranges.some(({ start, end }) => start <= port && port <= end);
}
