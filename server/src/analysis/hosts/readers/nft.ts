import type { Section } from "../sections.js";
import type { Firewall } from "./firewall.js";
import { readNftRule } from "./nftRule.js";
import { decide, type Chain, type Decision, type Packet, type Verdict } from "./ruleWalk.js";
import { linesOf } from "./lines.js";

/** Reads what `nft list ruleset` prints; undefined where it was not permitted to. An empty answer is no rule at all. */
export function readNft({ text, status }: Section): Firewall | undefined {
  if (status !== 0) return undefined;
  const tables = tablesOf(linesOf(text));
  if (tables.length === 0 && text.trim() !== "") return undefined;
  const inputs = tables.flatMap(({ family, chains }) =>
    family === "ip" || family === "inet"
      ? [...chains].flatMap(([name, chain]) => (chain.filtersInput ? [{ chains, name }] : []))
      : [],
  );
  return {
    tool: "nft",
    active: inputs.some(({ chains, name }) => {
      const chain = chains.get(name);
      return chain !== undefined && (chain.rules.length > 0 || chain.policy?.verdict === "dropped");
    }),
    decide: (packet) => decideAll(inputs, packet),
  };
}

/** Every table has its say: what one drops stays dropped, what one accepts goes to the next. */
function decideAll(
  inputs: readonly { readonly chains: ReadonlyMap<string, Chain>; readonly name: string }[],
  packet: Packet,
): Decision {
  const decisions = inputs.map(({ chains, name }) => decide(chains, name, packet));
  const first = (verdict: Decision["verdict"]): Decision | undefined =>
    decisions.find((decision) => decision.verdict === verdict);
  return first("dropped") ?? first("unknown") ?? first("open") ?? { verdict: "open", because: undefined };
}

interface NftChain extends Chain {
  readonly filtersInput: boolean;
}

interface NftTable {
  readonly family: string;
  readonly chains: ReadonlyMap<string, NftChain>;
}

function tablesOf(lines: readonly string[]): readonly NftTable[] {
  const tables: { family: string; chains: Map<string, NftChain> }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? "").trim();
    const family = /^table (\w+) \S+ \{/.exec(line)?.[1];
    if (family !== undefined) tables.push({ family, chains: new Map() });
    else if (line.endsWith("{")) {
      const end = endOfBlock(lines, at);
      const name = /^chain (\S+) \{/.exec(line)?.[1];
      if (name !== undefined) tables.at(-1)?.chains.set(name, readChain(lines.slice(at + 1, end)));
      at = end;
    }
  }
  return tables;
}

/** Where a chain, a set or a map ends: at a brace that stands alone. */
function endOfBlock(lines: readonly string[], start: number): number {
  let end = start + 1;
  while (end < lines.length && lines[end]?.trim() !== "}") end++;
  return end;
}

function readChain(lines: readonly string[]): NftChain {
  const head = lines.find((line) => /^\s*type \w+ hook /.test(line)) ?? "";
  const hook = /^\s*type (\w+) hook (\w+) /.exec(head);
  const policy = /\bpolicy (accept|drop);/.exec(head)?.[1];
  const verdict: Verdict = policy === "drop" ? "dropped" : "open";
  return {
    filtersInput: hook?.[1] === "filter" && hook[2] === "input",
    policy: hook ? { verdict, text: `policy ${policy ?? "accept"}` } : undefined,
    rules: joined(lines.filter((line) => line !== head)).map(readNftRule),
  };
}

/** Rules, each on one line: a long list between braces goes over several. */
function joined(lines: readonly string[]): readonly string[] {
  const rules: string[] = [];
  let begun: string[] = [];
  let open = 0;
  for (const line of lines) {
    begun.push(line.trim());
    open += (line.match(/\{/g) ?? []).length - (line.match(/\}/g) ?? []).length;
    if (open > 0) continue;
    rules.push(begun.join(" "));
    begun = [];
    open = 0;
  }
  return rules.concat(begun.length > 0 ? [begun.join(" ")] : []);
}
