import { append } from "../../lists.js";
import type { Collision, Dial, Listener, Namespace, SiteModel, Workload } from "../model.js";

/** A DDOT that cannot bind one of its ports: it exits, and everything it listens on goes down with it. */
export interface Cascade {
  readonly ddot: Workload;
  readonly collisions: readonly Collision[];
  /** The ddflare extension, which the core Agent calls. */
  readonly flare: Listener | undefined;
}

export function cascadesOf(model: Pick<SiteModel, "collisions" | "namespaces">): readonly Cascade[] {
  const byWorkload = collisionsByWorkload(model.collisions);
  return model.namespaces.flatMap((namespace) => {
    const doomed = namespace.workloads.filter((each) => each.collector?.isDdot && byWorkload.has(each));
    if (doomed.length === 0) return [];
    const flares = namespace.listeners.filter(({ fact }) => fact.protocol === "ddot-flare-https").reverse();
    const flareOf = new Map(flares.map((each) => [each.workload, each]));
    return doomed.map((ddot) => ({ ddot, collisions: byWorkload.get(ddot) ?? [], flare: flareOf.get(ddot) }));
  });
}

function collisionsByWorkload(collisions: readonly Collision[]): ReadonlyMap<Workload, readonly Collision[]> {
  const byWorkload = new Map<Workload, Collision[]>();
  for (const collision of collisions) {
    const workloads = new Set(collision.claims.map(({ workload }) => workload));
    for (const each of workloads) append(byWorkload, each, collision);
  }
  return byWorkload;
}

/** The Agent's own OTLP ingest against the OTLP receiver of its collector. */
export function isIngestAgainstDdot({ claims }: Collision): boolean {
  const ddot = claims.some(({ workload }) => workload.collector?.isDdot);
  return ddot && claims.some((claim) => claim.via === "socket" && claim.fact.key.startsWith("otlp_config."));
}

/** The core Agent asks its collector's ddflare extension for the configuration that it runs. */
export function flareDials(namespaces: readonly Namespace[]): readonly Dial[] {
  return namespaces.flatMap((namespace) => {
    const asks = namespace.listeners.find(({ workload }) => workload.name.startsWith("core Agent"));
    const flare = namespace.listeners.find(({ fact }) => fact.protocol === "ddot-flare-https");
    return asks === undefined || flare === undefined || flare.port === null
      ? []
      : [flareDial(asks, flare.port, flare, namespace)];
  });
}

function flareDial({ workload, place }: Listener, port: number, flare: Listener, namespace: Namespace): Dial {
  const text = `https://localhost:${String(port)}`;
  const { protocol, transport } = flare.fact;
  return {
    from: workload,
    by: `configuration request of ${workload.name}`,
    fact: { label: "configuration request", protocol, transport, text, place, literalAt: undefined },
    secure: true,
    host: "localhost",
    port,
    place,
    change: { kind: "none" },
    leads: { kind: "inside", landings: [{ namespace, port, local: true }], via: undefined, through: [] },
  };
}
