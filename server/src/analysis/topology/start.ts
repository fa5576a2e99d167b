import type { AgentFacts, FileFacts, ServiceFacts } from "../facts.js";
import { displayPath } from "../paths.js";
import { factsOf } from "./factsOf.js";
import type { Collector, JoinContext, Site } from "./model.js";
import { collectorsOf } from "./collectors/collectors.js";
import { withFragments } from "./collectors/fragments.js";
import { placeContainers, type PlacedProject } from "./engines/containers.js";
import { agentsAsStarted } from "./hosts/hostAgent.js";
import { mergeUnits } from "./hosts/unitMerge.js";
import { placeUnits, type PlacedUnit } from "./hosts/units.js";
import { clusterEvidence, clusterPlace } from "./kubernetes/clusterSite.js";
import { kustomize } from "./kubernetes/kustomize.js";
import type { Placed } from "./kubernetes/placed.js";
import { placePods } from "./kubernetes/pods.js";
import { ClientIndex } from "./processes/clients.js";
import { ConfigIndex } from "./processes/configIndex.js";
import type { StartedProcess } from "./processes/started.js";

export interface StartedSite {
  readonly cluster: Placed;
  readonly services: readonly ServiceFacts[];
  readonly projects: readonly PlacedProject[];
  readonly units: readonly PlacedUnit[];
  /** Every process that something starts. */
  readonly started: readonly StartedProcess[];
  /** The collectors of configurations that nothing starts. */
  readonly others: readonly Collector[];
  readonly agents: readonly AgentFacts[];
  /** Those of them that no container starts. */
  readonly loneAgents: readonly AgentFacts[];
  readonly clients: ClientIndex;
}

/** Starts whatever the files of a site say that runs, before it is known on which host. */
export function startSite(site: Site, files: readonly FileFacts[], context: JoinContext): StartedSite {
  const built = kustomize(factsOf(files, "kustomization"), {
    pods: factsOf(files, "pod"),
    services: factsOf(files, "service"),
    configs: factsOf(files, "collector"),
  });
  const { pods, services } = built;
  const configs = withFragments(built.configs, factsOf(files, "fragment"));
  const envFiles = factsOf(files, "env-file");
  const mergedUnits = mergeUnits(factsOf(files, "unit"), envFiles);
  const agents = agentsAsStarted(factsOf(files, "agent"), mergedUnits, envFiles);
  const clients = new ClientIndex(factsOf(files, "client"));
  const available = new ConfigIndex(configs, agents);
  const display = (path: string): string => displayPath(path, context.roots);
  const cluster = placePods(
    {
      id: site.id,
      pods,
      services,
      instrumentations: factsOf(files, "instrumentation"),
      clients,
      where: clusterPlace(site, display),
      evidence: clusterEvidence(site, display),
    },
    available,
    context,
  );
  const projects = placeContainers(factsOf(files, "containers"), envFiles, available, context);
  const units = placeUnits(mergedUnits, available, site, context);
  const started = [
    ...cluster.started,
    ...units.map((unit) => unit.started),
    ...projects.flatMap(({ running }) => running.map((each) => each.started)),
  ];
  const read = new Set(started.flatMap(({ collector }) => collector?.facts ?? []));
  const ownAgents = new Set(started.flatMap(({ agent }) => agent ?? []));
  const loneAgents = agents.filter((agent) => !ownAgents.has(agent));
  const others = collectorsOf(
    configs.filter((config) => !read.has(config)),
    loneAgents,
    site,
    context,
  );
  return { cluster, services, projects, units, started, others, agents, loneAgents, clients };
}
