import type { AgentFacts, CollectorFacts, ContainersFacts, Fact, FileFacts, PodFacts, ServiceFacts } from "../facts.js";
import { displayPath } from "../paths.js";
import { collisionsOf } from "./collisions.js";
import { collectorsOf } from "./collectors.js";
import { placeContainers } from "./containers.js";
import { placeOnHosts } from "./hosts.js";
import type { JoinContext, Site, SiteModel } from "./model.js";
import { placePods } from "./pods.js";

/** Joins the facts of a site's files into what runs where, who owns each port, and what collides. */
export function joinSite(site: Site, files: readonly FileFacts[], context: JoinContext): SiteModel {
  const facts = files.flatMap((file) => file.facts);
  const configs = facts.filter((fact): fact is CollectorFacts => fact.kind === "collector");
  const agents = facts.filter((fact): fact is AgentFacts => fact.kind === "agent");
  const display = (path: string): string => displayPath(path, context.roots);

  const cluster = placePods(
    site.id,
    facts.filter(isPod),
    facts.filter(isService),
    configs,
    clusterEvidence(site, display),
    context,
  );
  const containers = placeContainers(facts.filter(isContainers), configs, context);
  const started = [...cluster.started, ...containers.started].flatMap(({ collector }) => collector ?? []);
  const read = new Set(started.flatMap((collector) => collector.facts));
  const others = collectorsOf(
    configs.filter((config) => !read.has(config)),
    agents,
    site,
    context,
  );
  const hosts = placeOnHosts(site, others, agents, display);
  return {
    site,
    files: new Map(files.map((file) => [file.file, file])),
    collectors: [...started, ...others],
    agents,
    namespaces: [...hosts.map(({ namespace }) => namespace), ...cluster.namespaces, ...containers.namespaces],
    collisions: [
      ...hosts.flatMap(({ namespace, evidence }) => collisionsOf(namespace, evidence)),
      ...cluster.collisions,
      ...containers.collisions,
    ],
    handovers: [...cluster.handovers, ...containers.handovers],
    context,
  };
}

function clusterEvidence({ placement }: Site, display: (path: string) => string): string {
  switch (placement.kind) {
    case "named-host":
      return `The manifests are listed for ${placement.name} in ${display(placement.project)}.`;
    case "host-tree":
      return `The manifests lie in ${display(placement.root)}.`;
    case "folder":
      return `The manifests of ${display(placement.folder)} are taken for one cluster's.`;
  }
}

const isPod = (fact: Fact): fact is PodFacts => fact.kind === "pod";
const isService = (fact: Fact): fact is ServiceFacts => fact.kind === "service";
const isContainers = (fact: Fact): fact is ContainersFacts => fact.kind === "containers" && fact.engine === "compose";
