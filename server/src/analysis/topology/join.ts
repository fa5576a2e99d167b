import type { FileFacts } from "../facts.js";
import { displayPath } from "../paths.js";
import { flareDials } from "./collectors/cascade.js";
import { collisionsOf } from "./collisions.js";
import { factsOf } from "./factsOf.js";
import { hostDials, looseDials, partDials, projectDials, unitDials } from "./hosts/hostDials.js";
import { hostsByPart } from "./hosts/hostPart.js";
import { placeOnHosts } from "./hosts/hosts.js";
import { possibleCollisions } from "./hosts/possible.js";
import type { JoinContext, Site, SiteModel } from "./model.js";
import { startSite } from "./start.js";

/** Joins the facts of a site's files into what runs where, who owns each port, and what collides. */
export function joinSite(site: Site, files: readonly FileFacts[], context: JoinContext): SiteModel {
  const { cluster, services, projects, units, started, others, agents, loneAgents, clients } = startSite(
    site,
    files,
    context,
  );
  const display = (path: string): string => displayPath(path, context.roots);
  const placeable = {
    collectors: others,
    agents: loneAgents,
    started: [...units, ...projects].map(({ host }) => host),
  };
  const hosts = placeOnHosts(site, placeable, display);
  const hostOf = hostsByPart(hosts);
  const mounted = new Set(started.flatMap(({ process }) => clients.readBy(process)));
  const loose = clients.all.filter((client) => !mounted.has(client));
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
    processes: started.map(({ process, workload }) => ({ facts: process, workload })),
    collisions: [
      ...hosts.flatMap(({ namespace, evidence }) => collisionsOf(namespace, evidence)),
      ...cluster.collisions,
      ...projects.flatMap(({ collisions }) => collisions),
    ],
    handovers: [...cluster.handovers, ...projects.flatMap(({ handovers }) => handovers)],
    dials: [
      ...cluster.dials,
      ...projects.flatMap((project) => projectDials(project, hostOf, clients)),
      ...unitDials(units, hostOf),
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
