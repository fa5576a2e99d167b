import type { FileId } from "./facts.js";
import { displayPath } from "./paths.js";
import type { ClaimReport, NamespaceReport } from "./report.js";
import { cascadesOf } from "./topology/collectors/cascade.js";
import type { Claim, Mapping, SiteModel, SitePlacement } from "./topology/model.js";

/** A site's part of the port map as it is shown: namespaces that own ports, each with its owners by port. */
export function reportNamespaces(model: SiteModel): readonly NamespaceReport[] {
  const colliding = new Set<Claim>(model.collisions.flatMap(({ claims }) => claims));
  const fallen = new Set(cascadesOf(model).map(({ ddot }) => ddot));
  const report = (claim: Claim): ClaimReport => {
    const conflict = colliding.has(claim);
    const doomed = !conflict && fallen.has(claim.workload) ? `goes down with ${claim.workload.name}` : undefined;
    const unread = claim.workload.collector?.intended ? "in a configuration that is not read" : undefined;
    const note = [claim.condition, doomed, unread].filter((each) => each !== undefined).join("; ");
    return {
      id: claim.id,
      address: shownAddress(claim),
      port: claim.port,
      transport: claim.transport,
      owner: claim.owner,
      workload: claim.workload.name,
      label: claim.via === "socket" ? claim.fact.label : `${mappingNames[claim.via]} → ${String(claim.inner.port)}`,
      place: claim.place,
      origin: claim.origin,
      conflict,
      ...((doomed ?? unread) !== undefined && { willNotStart: true }),
      ...(note !== "" && { note }),
    };
  };
  const idOf = publicIds(model);
  const { placement } = model.site;
  const { roots } = model.context;
  return model.namespaces
    .filter(({ listeners, mappings }) => listeners.length + mappings.length > 0)
    .map(({ id, kind, label, description, listeners, mappings }) => ({
      id: idOf(id),
      kind,
      label,
      description: [description, ...overlayOf(placement, id).map((folder) => displayPath(folder, roots))].join(", "),
      listeners: [...listeners].sort(byPort).map((each) => ({ ...report(each), protocol: each.fact.protocol })),
      mappings: [...mappings].sort(byPort).map((each) => ({
        ...report(each),
        via: each.via,
        inner: { ...each.inner, namespace: idOf(each.inner.namespace) },
      })),
    }));
}

/**
 * What a namespace is called in the report. Two examples of one page may have things of the same name, two overlays the
 * same base; and the pods of `hostNetwork` live in their node's.
 */
export function publicIds({ site: { placement }, namespaces, cluster }: SiteModel): (id: string) => string {
  const shared = cluster.pods.filter(({ facts }) => facts.hostNetwork);
  const idOf = new Map(namespaces.flatMap(({ id, workloads }) => workloads.map((workload) => [workload, id] as const)));
  const nodes = new Map(
    shared.map(({ namespace, workloads: [first] }) => [namespace.id, first && idOf.get(first)] as const),
  );
  const shown = (id: string): string => nodes.get(id) ?? id;
  const overlays = new Map(namespaces.map(({ id }) => [id, overlayOf(placement, id)] as const));
  return (id) =>
    placement.kind === "page"
      ? `${shown(id)}#${String(placement.block)}`
      : [shown(id), ...(overlays.get(shown(id)) ?? [])].join("@");
}

/** The folder that takes a namespace in which is made of another folder's files, as an overlay does with its base. */
function overlayOf(placement: SitePlacement, id: string): readonly FileId[] {
  if (placement.kind !== "folder") return [];
  const { folder } = placement;
  return id.endsWith(folder) || id.includes(`${folder}/`) ? [] : [folder];
}

const mappingNames: Readonly<Record<Mapping["via"], string>> = {
  published: "published",
  "host-port": "hostPort",
  "node-port": "NodePort",
};

/** One address, or none where the running system or an unknown version decides. An empty host is every address. */
function shownAddress(claim: Claim): string | null {
  const [host, ...others] = claim.hosts;
  if (host === undefined || host === null || others.length > 0) return null;
  return host === "" ? "0.0.0.0" : host;
}

function byPort(a: Claim, b: Claim): number {
  const byNumber = (a.port ?? Infinity) - (b.port ?? Infinity);
  if (byNumber !== 0 && !Number.isNaN(byNumber)) return byNumber;
  return a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0;
}
