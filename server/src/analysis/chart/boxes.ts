import { append } from "../lists.js";
import type { ClaimReport, NamespaceReport } from "../report.js";
import { publicIds, reportNamespaces } from "../reportNamespaces.js";
import type { SiteModel } from "../topology/model.js";
import { portId, worst, type ChartBox, type ChartCaller, type ChartOwner, type ChartPort } from "./model.js";
import { standingsOf, troublesOf } from "./standing.js";

type Transport = ClaimReport["transport"];

/**
 * The namespaces of a site with their ports, none inside another yet.
 *
 * @param callers who connects from inside, by the port's id
 */
export function boxesOf(model: SiteModel, callers: ReadonlyMap<string, readonly ChartCaller[]>): readonly ChartBox[] {
  const reports = new Map(reportNamespaces(model).map((report) => [report.id, report]));
  const owner = ownerOf(model);
  const troubles = troublesOf(model.collisions);
  const idOf = publicIds(model);
  const shown = new Map(model.namespaces.map((namespace) => [idOf(namespace.id), namespace]));
  return [...shown].map(([id, { kind, label, description }]) => {
    const report = reports.get(id);
    const byPort = new Map<string, ClaimReport[]>();
    for (const claim of report === undefined ? [] : claimsShown(report)) {
      append(byPort, portId(id, claim.port, claim.transport), claim);
    }
    const ports = [...byPort].flatMap(([port, claims]): readonly ChartPort[] => {
      const [first] = claims;
      if (first === undefined) return [];
      const owners = claims.map((claim, index) => owner(claim, `${port} ${String(index)} ${claim.id}`));
      const trouble = claims.flatMap((claim) => troubles.get(claim.id) ?? [])[0];
      return [
        {
          id: port,
          port: first.port,
          transport: first.transport,
          state: worst(owners.map(({ state }) => state)),
          owners,
          ...(trouble !== undefined && { trouble }),
          callers: callers.get(port) ?? [],
        },
      ];
    });
    const place = ports[0]?.owners[0]?.place;
    return {
      id,
      kind,
      label,
      detail: report?.description ?? description,
      place,
      ports: ports.sort(byNumber),
      exits: [],
      inside: [],
    };
  });
}

export function byNumber(a: ChartPort, b: ChartPort): number {
  return (a.port ?? 65536) - (b.port ?? 65536) || (a.id < b.id ? -1 : 1);
}

/** Without the hostPorts of a pod on its node's network: they are the pod's own sockets. */
function claimsShown({ id, listeners, mappings }: NamespaceReport): readonly ClaimReport[] {
  return [...listeners, ...mappings.filter(({ inner, port }) => inner.namespace !== id || inner.port !== port)];
}

function ownerOf(model: SiteModel): (claim: ClaimReport, id: string) => ChartOwner {
  const standings = standingsOf(model);
  return (claim, id) => {
    const { workload, label, address, note, origin, place, transport } = claim;
    const leadsTo = leadOf(claim, transport);
    return {
      id,
      workload,
      label,
      address,
      ...(note !== undefined && { note }),
      origin,
      state: standings.get(claim.id) ?? "unreached",
      place,
      ...(leadsTo !== undefined && { leadsTo }),
    };
  };
}

function leadOf(
  claim: ClaimReport & Partial<NamespaceReport["mappings"][number]>,
  transport: Transport,
): string | undefined {
  return claim.inner && portId(claim.inner.namespace, claim.inner.port, transport);
}
