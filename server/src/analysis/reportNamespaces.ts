import type { ListenerReport, NamespaceReport } from "./report.js";
import { cascadesOf } from "./topology/cascade.js";
import type { Claim, Listener, SiteModel } from "./topology/model.js";

/** A site's part of the port map as it is shown: namespaces, each with its listeners by port. */
export function reportNamespaces(model: SiteModel): readonly NamespaceReport[] {
  const colliding = new Set<Claim>(model.collisions.flatMap(({ claims }) => claims));
  const fallen = new Set(cascadesOf(model).map(({ ddot }) => ddot));
  const report = (listener: Listener): ListenerReport => {
    const conflict = colliding.has(listener);
    const doomed = !conflict && fallen.has(listener.workload) ? `goes down with ${listener.workload.name}` : undefined;
    const note = [listener.condition, doomed].filter((each) => each !== undefined).join("; ");
    return {
      id: listener.id,
      address: shownAddress(listener),
      port: listener.port,
      transport: listener.transport,
      protocol: listener.fact.protocol,
      owner: listener.owner,
      workload: listener.workload.name,
      label: listener.fact.label,
      place: listener.place,
      origin: listener.origin,
      conflict,
      ...(note !== "" && { note }),
    };
  };
  return model.namespaces.map(({ id, kind, label, description, listeners }) => ({
    id,
    kind,
    label,
    description,
    listeners: [...listeners].sort(byPort).map(report),
  }));
}

/** One address, or none where the running system or an unknown version decides. An empty host is every address. */
function shownAddress(listener: Listener): string | null {
  const [host, ...others] = listener.hosts;
  if (host === undefined || host === null || others.length > 0) return null;
  return host === "" ? "0.0.0.0" : host;
}

function byPort(a: Listener, b: Listener): number {
  const byNumber = (a.port ?? Infinity) - (b.port ?? Infinity);
  if (byNumber !== 0 && !Number.isNaN(byNumber)) return byNumber;
  return a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0;
}
