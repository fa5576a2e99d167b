import { landAt, outside } from "../leads.js";
import { isWildcard } from "../address.js";
import type { RunningContainer } from "./containers.js";
import type { Route } from "../dials.js";
import type { Lead, Namespace } from "../model.js";
import { isLoopback } from "../reach.js";

/** Names by which a container calls the host that it runs on. */
const hostNames: ReadonlySet<string> = new Set([
  "host.docker.internal",
  "host.containers.internal",
  "gateway.docker.internal",
  "172.17.0.1",
]);

/** The containers of one project, and the host that they publish their ports on. */
export interface Engine {
  readonly running: readonly RunningContainer[];
  readonly own: ReadonlyMap<string, Namespace>;
  /** Undefined where nothing takes a port of it. */
  readonly host: Namespace | undefined;
}

/** Where a container's connections lead: a name goes to the container's own port, not to the published one. */
export function routeFrom(from: RunningContainer, engine: Engine): Route {
  const own = from.container.network.kind === "host" ? engine.host : engine.own.get(from.namespace);
  return (host, port, { transport }) => {
    if (isLoopback(host) || isWildcard(host)) return own ? landAt(own, port, true) : outside;
    if (hostNames.has(host)) return throughHost(engine, port, transport);
    const others = engine.running.filter((other) => isCalled(other, host) && shareNetwork(from, other));
    const landings = others.flatMap(({ namespace }) => {
      const found = engine.own.get(namespace);
      return found ? [{ namespace: found, port, local: found === own }] : [];
    });
    return landings.length === 0 ? outside : { kind: "inside", landings, via: undefined, through: [] };
  };
}

/** A published port leads into its container; else a process of the host answers. */
function throughHost({ host, own }: Engine, port: number, transport: string): Lead {
  if (host === undefined) return outside;
  const mappings = host.mappings.filter((each) => each.port === port && each.transport === transport);
  const landings = mappings.flatMap(({ inner }) => {
    const namespace = own.get(inner.namespace);
    return namespace ? [{ namespace, port: inner.port, local: false }] : [];
  });
  const [first] = mappings;
  // Some engines lead what arrives under these names to the host's loopback, too.
  if (first === undefined || landings.length < mappings.length) return landAt(host, port, true);
  return { kind: "inside", landings, via: `the ${first.owner}`, through: mappings.map(({ place }) => place) };
}

function isCalled({ container }: RunningContainer, name: string): boolean {
  return container.process.name.toLowerCase() === name || container.aliases.some((each) => each.toLowerCase() === name);
}

/** Containers that name no network are all on the project's default one. */
function shareNetwork({ container: a }: RunningContainer, { container: b }: RunningContainer): boolean {
  if (a.networks === undefined || b.networks === undefined) return a.networks === b.networks;
  return a.networks.some((network) => b.networks?.includes(network) === true);
}
