import type { AgentFacts, FileId } from "../facts.js";
import { baseName, folderOf, isWithin } from "../paths.js";
import type { NamespaceKind } from "../report.js";
import { sayHolder } from "./collectors.js";
import type { Collector, Namespace, Site, SitePlacement } from "./model.js";
import { hostTree, packageFolder } from "./sites.js";
import { runAgent, runCollector } from "./workloads.js";

export interface PlacedNamespace {
  readonly namespace: Namespace;
  readonly evidence: string;
}

type NamedHost = Extract<SitePlacement, { kind: "named-host" }>;
type Display = (path: FileId) => string;

/** Puts what no manifest starts onto hosts, with the evidence for each. */
export function placeOnHosts(
  site: Site,
  collectors: readonly Collector[],
  agents: readonly AgentFacts[],
  display: Display,
): readonly PlacedNamespace[] {
  const { placement } = site;
  switch (placement.kind) {
    case "named-host":
      return onNamedHost(site.id, placement, collectors, agents, display);
    case "host-tree": {
      const etc = display(`${placement.root}/etc`);
      const label = baseName(placement.root) || "/";
      const evidence = `Both are configured in ${etc}, which is one host's file tree.`;
      const { chosen, rest } = chooseRunning(collectors);
      return [...together(site.id, label, `file tree ${etc}`, evidence, chosen, agents), ...rest.flatMap(alone)];
    }
    case "folder":
      return inFolder(collectors, agents, display);
  }
}

/** What `runs` names runs; of a file tree that came along, what its packages read. */
function onNamedHost(
  id: string,
  { name, runs, project }: NamedHost,
  collectors: readonly Collector[],
  agents: readonly AgentFacts[],
  display: Display,
): readonly PlacedNamespace[] {
  const isNamed = ({ facts }: Collector): boolean =>
    facts.some(({ file }) => runs.some((path) => isWithin(file, path)));
  const named = collectors.filter(isNamed);
  const packages = new Set(named.map(packageOf));
  const others = collectors.filter((each) => !named.includes(each));
  const { chosen, rest } = chooseRunning(others.filter((each) => !packages.has(packageOf(each))));
  const alternatives = others.filter((each) => packages.has(packageOf(each)));
  const evidence = `${display(project)} says that both run on ${name}.`;
  return [
    ...together(id, name, "named in .portolan.yaml", evidence, [...named, ...chosen], agents),
    ...[...rest, ...alternatives].flatMap(alone),
  ];
}

/** Without a known host, only an Agent and its own collector belong together. */
function inFolder(
  collectors: readonly Collector[],
  agents: readonly AgentFacts[],
  display: Display,
): readonly PlacedNamespace[] {
  const [agent, ...others] = agents;
  if (agent === undefined || others.length > 0) {
    return [...agents.flatMap((each) => ofAgent(each, [], display)), ...collectors.flatMap(alone)];
  }
  const own = collectors.filter((collector) => collector.isDdot);
  return [...ofAgent(agent, own, display), ...collectors.filter((each) => !own.includes(each)).flatMap(alone)];
}

function ofAgent(agent: AgentFacts, own: readonly Collector[], display: Display): readonly PlacedNamespace[] {
  const folder = display(folderOf(agent.file));
  const label = `Datadog Agent (${folder})`;
  const evidence = `Both belong to the Datadog Agent configured in ${folder}.`;
  return together(`agent:${agent.file}`, label, "on no known host", evidence, own, [agent]);
}

function together(
  id: string,
  label: string,
  description: string,
  evidence: string,
  collectors: readonly Collector[],
  agents: readonly AgentFacts[],
): readonly PlacedNamespace[] {
  const running = [
    ...agents.flatMap(runAgent),
    ...collectors.filter((each) => isSwitchedOn(each, agents)).map((each) => runCollector(each, agentOf(each, agents))),
  ].filter(({ listeners }) => listeners.length > 0);
  return running.length === 0 ? [] : [place(id, "host", label, description, evidence, running)];
}

function alone(collector: Collector): readonly PlacedNamespace[] {
  const first = collector.facts[0];
  const running = runCollector(collector, undefined);
  if (first === undefined || running.listeners.length === 0) return [];
  const id = `file:${collector.id}`;
  const kind = first.holder ? "pod" : "host";
  return [place(id, kind, collector.name, sayHolder(first.holder) ?? "on no known host", "", [running])];
}

function place(
  id: string,
  kind: NamespaceKind,
  label: string,
  description: string,
  evidence: string,
  running: readonly ReturnType<typeof runCollector>[],
): PlacedNamespace {
  return {
    namespace: {
      id,
      kind,
      label,
      description,
      workloads: running.map(({ workload }) => workload),
      listeners: running.flatMap(({ listeners }) => listeners),
      mappings: [],
      whole: false,
    },
    evidence,
  };
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

/** Several whole configurations in one package's folder are alternatives: only the one its unit reads runs. */
function chooseRunning(collectors: readonly Collector[]): {
  readonly chosen: readonly Collector[];
  readonly rest: readonly Collector[];
} {
  const chosen = [...new Set(collectors.map(packageOf))].flatMap((folder) => {
    const whole = collectors.filter((each) => packageOf(each) === folder && each.pipelines !== undefined);
    if (whole.length === 1) return whole;
    return whole.filter((each) => each.facts.some(({ file }) => /^(?:otel-)?config\.ya?ml$/.test(baseName(file))));
  });
  return { chosen, rest: collectors.filter((each) => !chosen.includes(each)) };
}
