import { append } from "../../lists.js";
import type { Transport } from "../../facts.js";
import { landAmong, landAt, landAtSelf, landThrough, mostLandings, outside } from "../leads.js";
import { isWildcard } from "../address.js";
import type { RunningContainer } from "./containers.js";
import type { Route } from "../dials.js";
import type { Landing, Lead, Namespace } from "../model.js";
import { listeningBeside, neighboursAmong, shareNetwork, type Neighbour } from "./neighbours.js";
import { isLoopback } from "../reach.js";

/** Names by which a container calls the host that it runs on. */
const hostNames: ReadonlySet<string> = new Set([
  "host.docker.internal",
  "host.containers.internal",
  "gateway.docker.internal",
  "172.17.0.1",
]);

/** The containers of one project by the names that they call each other, and the host that they publish their ports on. */
export class Engine {
  private readonly byName = new Map<string, RunningContainer[]>();
  private readonly own: ReadonlyMap<string, Namespace>;
  private readonly neighbours: readonly Neighbour[];

  /** @param host undefined where nothing takes a port of it */
  constructor(
    running: readonly RunningContainer[],
    namespaces: readonly Namespace[],
    private readonly host: Namespace | undefined,
  ) {
    this.own = new Map(namespaces.map((each) => [each.id, each]));
    for (const each of running) for (const name of namesOf(each)) append(this.byName, name, each);
    this.neighbours = neighboursAmong(running, this.own);
  }

  /** Where a container's connections lead: a name goes to the container's own port, not to the published one. */
  routeFrom(from: RunningContainer): Route {
    const own = from.container.network.kind === "host" ? this.host : this.own.get(from.namespace);
    return (host, port, { transport }) => {
      if (isLoopback(host) && own) {
        return landAtSelf(own, port, listeningBeside(from, own, this.neighbours, port, transport));
      }
      if (isLoopback(host) || isWildcard(host)) return own ? landAt(own, port, true) : outside;
      if (hostNames.has(host)) return this.throughHost(port, transport);
      const called = this.byName.get(host) ?? [];
      const landings: Landing[] = [];
      for (const other of called) {
        const found = shareNetwork(from, other) ? this.own.get(other.namespace) : undefined;
        if (found) landings.push({ namespace: found, port, local: found === own });
        // Whatever else is called so, it leads nowhere in particular.
        if (landings.length > mostLandings) return outside;
      }
      return landAmong(landings);
    };
  }

  /** A published port leads into its container; else a process of the host answers. */
  private throughHost(port: number, transport: Transport): Lead {
    if (this.host === undefined) return outside;
    // Some engines lead what arrives under these names to the host's loopback, too.
    return landThrough(this.host.handingOn.at(port, transport), this.own, landAt(this.host, port, true));
  }
}

function namesOf({ container }: RunningContainer): ReadonlySet<string> {
  return new Set([container.process.name, ...container.aliases].map((name) => name.toLowerCase()));
}
