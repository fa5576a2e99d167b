import type { Fact, FileFacts } from "../facts.js";
import { baseName, displayPath } from "../paths.js";
import { collisionsOf } from "./collisions.js";
import { flareDials } from "./cascade.js";
import { clientsOf } from "./clients.js";
import { collectorsOf } from "./collectors.js";
import { ConfigIndex } from "./configIndex.js";
import { placeContainers } from "./containers.js";
import { agentsAsStarted } from "./hostAgent.js";
import { hostDials, looseDials, partDials, projectDials, unitDials } from "./hostDials.js";
import { placeOnHosts } from "./hosts.js";
import { kustomize } from "./kustomize.js";
import type { JoinContext, Site, SiteModel } from "./model.js";
import { placePods } from "./pods.js";
import { mergeUnits } from "./unitMerge.js";
import { placeUnits } from "./units.js";
import { possibleCollisions } from "./possible.js";

/** Joins the facts of a site's files into what runs where, who owns each port, and what collides. */
export function joinSite(site: Site, files: readonly FileFacts[], context: JoinContext): SiteModel {
  const { pods, services, configs } = kustomize(factsOf(files, "kustomization"), {
    pods: factsOf(files, "pod"),
    services: factsOf(files, "service"),
    configs: factsOf(files, "collector"),
  });
  const envFiles = factsOf(files, "env-file");
  const mergedUnits = mergeUnits(factsOf(files, "unit"), envFiles);
  const agents = agentsAsStarted(factsOf(files, "agent"), mergedUnits, envFiles);
  const clients = factsOf(files, "client");
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
  const placeable = {
    collectors: others,
    agents: loneAgents,
    started: [...units, ...projects].map(({ host }) => host),
  };
  const hosts = placeOnHosts(site, placeable, display);
  const mounted = new Set(started.flatMap(({ process }) => clientsOf(process, clients)));
  const loose = clients.filter((client) => !mounted.has(client));
  const namespaces = [
    ...hosts.map(({ namespace }) => namespace),
    ...cluster.namespaces,
    ...projects.flatMap((project) => project.namespaces),
  ];
  return {
    site,
    files: new Map(files.map((file) => [file.file, file])),
    collectors: [...started.flatMap(({ collector }) => collector ?? []), ...others],
    agents,
    namespaces,
    collisions: [
      ...hosts.flatMap(({ namespace, evidence }) => collisionsOf(namespace, evidence)),
      ...cluster.collisions,
      ...projects.flatMap(({ collisions }) => collisions),
    ],
    handovers: [...cluster.handovers, ...projects.flatMap(({ handovers }) => handovers)],
    dials: [
      ...cluster.dials,
      ...projects.flatMap((project) => projectDials(project, hosts, clients)),
      ...unitDials(units, hosts),
      ...hostDials(hosts),
      ...looseDials(loose, hosts),
      ...partDials(others),
      ...flareDials(namespaces),
    ],
    possible: [...possibleCollisions(site, hosts, display), ...cluster.possible],
    cluster: { pods: cluster.pods, services, policies: factsOf(files, "network-policy") },
    unread: started.flatMap(({ unread }) => unread ?? []),
    context,
  };
}

function factsOf<Kind extends Fact["kind"]>(
  files: readonly FileFacts[],
  kind: Kind,
): readonly Extract<Fact, { kind: Kind }>[] {
  const isOfKind = (fact: Fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind;
  return files.flatMap(({ facts }) => facts.filter(isOfKind));
}

function clusterPlace({ placement }: Site, display: (path: string) => string): string {
  switch (placement.kind) {
    case "named-host":
      return placement.name;
    case "host-tree":
      return display(placement.root);
    case "page":
      return display(placement.file);
    case "folder": {
      const shown = display(placement.folder);
      return shown === placement.folder ? baseName(shown) : shown;
    }
  }
}

function clusterEvidence({ placement }: Site, display: (path: string) => string): string {
  switch (placement.kind) {
    case "named-host":
      return `The manifests are listed for ${placement.name} in ${display(placement.project)}.`;
    case "host-tree":
      return `The manifests lie in ${display(placement.root)}.`;
    case "page":
      return `The manifests stand in one example of ${display(placement.file)}.`;
    case "folder":
      return `The manifests of ${display(placement.folder)} are taken for one cluster's.`;
  }
}
