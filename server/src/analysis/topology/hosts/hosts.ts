import type { AgentFacts, FileId } from "../../facts.js";
import { baseName, folderOf } from "../../paths.js";
import { isOfText, sayHolder } from "../collectors/collectors.js";
import { PathSet } from "../folderIndex.js";
import { hostOf, mergedHost, type HostPart, type PlacedHost } from "./hostPart.js";
import type { Collector, Site, SitePlacement } from "../model.js";
import { append } from "../../lists.js";
import { hostTree, packageFolder } from "../sites.js";
import { runAgent, runCollector } from "../processes/workloads.js";

type NamedHost = Extract<SitePlacement, { kind: "named-host" }>;
type Display = (path: FileId) => string;

/** What there is to place on hosts: started by something, or only configured. */
export interface Placeable {
  /** Configurations that nothing starts. */
  readonly collectors: readonly Collector[];
  readonly agents: readonly AgentFacts[];
  /** What units, container engines and scripts start. */
  readonly started: readonly HostPart[];
}

/** Puts what runs on no cluster onto hosts, with the evidence for each. */
export function placeOnHosts(site: Site, placeable: Placeable, display: Display): readonly PlacedHost[] {
  const { placement } = site;
  switch (placement.kind) {
    case "named-host":
      return onNamedHost(site.id, placement, placeable, display);
    case "host-tree":
      return inTree(site.id, placement.root, placeable, display);
    case "folder":
    case "page":
      return inFolder(placeable, display);
  }
}

/** What `runs` names runs; of a file tree that came along, what its packages read. */
function onNamedHost(
  id: string,
  { name, runs, project }: NamedHost,
  { collectors, agents, started }: Placeable,
  display: Display,
): readonly PlacedHost[] {
  const paths = new PathSet(runs);
  const named = new Set(collectors.filter(({ facts }) => facts.some(({ file }) => paths.holds(file))));
  const packages = new Set([...[...named].map(packageOf), ...packagesOf(started)]);
  const others = collectors.filter((each) => !named.has(each));
  const { chosen, rest } = chooseRunning(others.filter((each) => !packages.has(packageOf(each))));
  const alternatives = others.filter((each) => packages.has(packageOf(each)));
  const evidence = `${display(project)} says that both run on ${name}.`;
  const host = { id, kind: "host", label: name, description: "named in .portolan.yaml" } as const;
  const configured = configuredPart([...named, ...chosen], agents, project);
  return [
    ...given(mergedHost(host, evidence, [...configured, ...started])),
    ...[...rest, ...alternatives].flatMap((each) => given(alone(each))),
  ];
}

/** Everything under one `etc` runs on one host, but what an engine's files start could run anywhere. */
function inTree(
  id: string,
  root: FileId,
  { collectors, agents, started }: Placeable,
  display: Display,
): readonly PlacedHost[] {
  const etc = display(`${root}/etc`);
  const evidence = `Both are configured in ${etc}, which is one host's file tree.`;
  const units = started.filter(({ origin }) => origin === "units");
  const packages = packagesOf(units);
  const { chosen, rest } = chooseRunning(collectors.filter((each) => !packages.has(packageOf(each))));
  const alternatives = collectors.filter((each) => packages.has(packageOf(each)));
  const host = { id, kind: "host", label: baseName(root) || "/", description: `file tree ${etc}` } as const;
  return [
    ...given(mergedHost(host, evidence, [...configuredPart(chosen, agents, root), ...units])),
    ...started.filter(({ origin }) => origin !== "units").flatMap((part) => given(hostOf(part))),
    ...[...rest, ...alternatives].flatMap((each) => given(alone(each))),
  ];
}

/** Without a known host, only an Agent and its own collector belong together. */
function inFolder({ collectors, agents, started }: Placeable, display: Display): readonly PlacedHost[] {
  const [agent, ...others] = agents;
  const parts = started.flatMap((part) => given(hostOf(part)));
  if (agent === undefined || others.length > 0) {
    const each = agents.flatMap((one) => given(ofAgent(one, [], display)));
    return [...parts, ...each, ...collectors.flatMap((one) => given(alone(one)))];
  }
  const own = collectors.filter(({ isDdot }) => isDdot);
  const rest = collectors.filter(({ isDdot }) => !isDdot);
  return [...parts, ...given(ofAgent(agent, own, display)), ...rest.flatMap((each) => given(alone(each)))];
}

function ofAgent(agent: AgentFacts, own: readonly Collector[], display: Display): PlacedHost | undefined {
  const folder = display(folderOf(agent.file));
  const host = {
    id: `agent:${agent.file}`,
    kind: "host",
    label: `Datadog Agent (${folder})`,
    description: "on no known host",
  } as const;
  const evidence = `Both belong to the Datadog Agent configured in ${folder}.`;
  return mergedHost(host, evidence, configuredPart(own, [agent], agent.file));
}

/** What configurations alone say that runs. */
function configuredPart(
  collectors: readonly Collector[],
  agents: readonly AgentFacts[],
  file: FileId,
): readonly HostPart[] {
  const running = [
    ...agents.flatMap((agent) => runAgent(agent)),
    ...collectors.filter((each) => isSwitchedOn(each, agents)).map((each) => runCollector(each, agentOf(each, agents))),
  ].filter(({ listeners }) => listeners.length > 0);
  const origin = agents.length > 0 ? "agent" : "configuration";
  return [{ origin, id: file, kind: "host", label: "", description: "", evidence: "", file, running, mappings: [] }];
}

function alone(collector: Collector): PlacedHost | undefined {
  const first = collector.facts[0];
  if (first === undefined) return undefined;
  return hostOf({
    origin: "configuration",
    id: `file:${collector.id}`,
    kind: first.holder === undefined || isOfText(first.holder) ? "host" : "pod",
    label: collector.name,
    description: sayHolder(first.holder) ?? "on no known host",
    evidence: "",
    file: first.file,
    running: [runCollector(collector, undefined)],
    mappings: [],
  });
}

function given<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

/** DDOT exits at once unless its Agent says that it runs; without a `datadog.yaml` at hand nothing speaks against it. */
function isSwitchedOn(collector: Collector, agents: readonly AgentFacts[]): boolean {
  const agent = agentOf(collector, agents);
  return !collector.isDdot || agent === undefined || agent.otelCollector.enabled === true;
}

function agentOf(collector: Collector, agents: readonly AgentFacts[]): AgentFacts | undefined {
  if (!collector.isDdot) return undefined;
  const folders = collector.facts.map((each) => folderOf(each.file));
  return (
    agents.find((agent) => folders.includes(folderOf(agent.file))) ?? (agents.length === 1 ? agents[0] : undefined)
  );
}

/** The folder below `etc` that a collector's package has on its host; a collector elsewhere has one for itself. */
function packageOf({ id, facts: [first] }: Collector): string {
  const tree = first && hostTree(first.file);
  return first === undefined || tree === undefined ? id : `${tree}/etc/${packageFolder(first.file, tree)}`;
}

/** The packages of which it is known what they read. */
function packagesOf(started: readonly HostPart[]): ReadonlySet<string> {
  const workloads = started.flatMap(({ running }) => running.map(({ workload }) => workload));
  return new Set(workloads.flatMap(({ collector }) => (collector ? packageOf(collector) : [])));
}

/** Several whole configurations in one package's folder are alternatives: only the one its unit reads runs. */
function chooseRunning(collectors: readonly Collector[]): {
  readonly chosen: readonly Collector[];
  readonly rest: readonly Collector[];
} {
  const packages = new Map<string, Collector[]>();
  for (const each of collectors) append(packages, packageOf(each), each);
  const chosen = [...packages.values()].flatMap((members) => {
    const whole = members.filter(({ pipelines }) => pipelines !== undefined);
    if (whole.length === 1) return whole;
    return whole.filter((each) => each.facts.some(({ file }) => /^(?:otel-)?config\.ya?ml$/.test(baseName(file))));
  });
  const isChosen = new Set(chosen);
  return { chosen, rest: collectors.filter((each) => !isChosen.has(each)) };
}
