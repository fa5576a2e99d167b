import { append } from "../../lists.js";
import { parseEndpoint, type Endpoint } from "../../endpoint.js";
import type { Bind, ListenerFact, Place } from "../../facts.js";
import type { Lookup } from "../../variables.js";
import { nodeAddress, podAddress } from "./environment.js";
import { describeRange, intersects, type VersionRange } from "../../versions.js";
import type { Listener, Workload } from "../model.js";

export interface ListenerSource {
  readonly workload: Workload;
  readonly fact: ListenerFact;
  /** Tells it apart from every other in the workspace. */
  readonly id: string;
  /** Where a finding stands if nobody wrote the endpoint. */
  readonly blamed?: Place;
  /** What the variables of its process hold. */
  readonly lookup?: Lookup;
}

/**
 * The sockets that a listener can amount to for the versions that are possible: one, or one for each port where the
 * version decides which.
 */
export function resolveListener(source: ListenerSource, versions: VersionRange): readonly Listener[] {
  const { fact, workload } = source;
  const possible = fact.binds
    .filter((bind) => intersects(bind.versions, versions))
    .map((bind) => ({ ...bind, endpoint: filledIn(bind.endpoint, source.lookup) }));
  const given = fact.binds.some(({ endpoint }) => isGiven(endpoint, filledIn(endpoint, source.lookup)));
  const byPort = new Map<number | null, Bind[]>();
  for (const bind of possible) {
    // Port 0 is the system's to choose: it is known to nobody and collides with nothing.
    const port = bind.endpoint.port === 0 ? null : bind.endpoint.port;
    append(byPort, port, bind);
  }
  return [...byPort].map(([port, binds]): Listener => {
    const shown = binds[0];
    const condition = byPort.size > 1 && shown ? describeRange(shown.versions) : undefined;
    const written = binds.some((bind) => bind.origin === "explicit");
    return {
      via: "socket",
      id: byPort.size > 1 ? `${source.id}@${String(port)}` : source.id,
      workload,
      fact,
      owner: `${fact.label} of ${workload.name}`,
      transport: fact.transport,
      port,
      hosts: [...new Set(binds.map((bind) => bind.endpoint.host))],
      hostText: shown?.endpoint.hostText ?? "",
      certain: byPort.size === 1 && port !== null,
      ...(condition !== undefined && { condition }),
      origin: shown?.origin ?? "default",
      place: written ? fact.place : (source.blamed ?? fact.place),
      change: given ? { kind: "none" } : fact.change,
    };
  });
}

/** Whether a variable of the process decides on the port, whatever default is written behind its name. */
function isGiven({ open }: Endpoint, filled: Endpoint): boolean {
  return open !== undefined && filled.open === undefined && filled.port !== null && filled.digits === undefined;
}

/** The endpoint with the variables of its process in it. An address that the cluster gives stays unknown. */
function filledIn(endpoint: Endpoint, lookup: Lookup | undefined): Endpoint {
  if (endpoint.open === undefined || lookup === undefined) return endpoint;
  const known = parseEndpoint(endpoint.open, lookup);
  if (known === undefined) return endpoint;
  const given = known.host === nodeAddress || known.host === podAddress;
  return given ? { ...known, host: null, hostText: endpoint.hostText } : known;
}

export function listenerId(...parts: readonly string[]): string {
  return parts.join("#");
}
