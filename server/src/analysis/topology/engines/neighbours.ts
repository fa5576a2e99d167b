import type { Transport } from "../../facts.js";
import { baseName } from "../../paths.js";
import { answeringOutside, distinct, seemsSilent } from "../elsewhere.js";
import type { Elsewhere, Namespace } from "../model.js";
import type { RunningContainer } from "./containers.js";
import { neverTogether } from "./together.js";

/** A container with a network of its own, and who listens there. */
export interface Neighbour {
  readonly running: RunningContainer;
  readonly namespace: Namespace;
}

/** The containers that somebody listens in and others find by name. */
export function neighboursAmong(
  running: readonly RunningContainer[],
  own: ReadonlyMap<string, Namespace>,
): readonly Neighbour[] {
  return running.flatMap((each) => {
    const namespace = own.get(each.namespace);
    const isFound = each.container.network.kind === "own" && hasName(each);
    return namespace && isFound && namespace.listeners.length > 0 ? [{ running: each, namespace }] : [];
  });
}

/** On the engine's default bridge nobody is found by name, nor is a container that only its image names. */
function hasName({ container, started }: RunningContainer): boolean {
  if (started.workload.start?.engine !== "docker-run") return true;
  const { name, image } = container.process;
  return container.networks !== undefined && name !== baseName(image?.repository ?? "");
}

/** Who listens on a port that a container dials on its own loopback, where it seems to be alone with itself. */
export function listeningBeside(
  from: RunningContainer,
  own: Namespace,
  neighbours: readonly Neighbour[],
  port: number,
  transport: Transport,
): readonly Elsewhere[] {
  const { container, started } = from;
  const isAlone = container.network.kind === "own" && container.unreadPorts.length === 0;
  if (!isAlone || !seemsSilent(own, started.process, port, transport)) return [];
  const found = neighbours.flatMap(({ running, namespace }): readonly Elsewhere[] => {
    const isBeside = namespace !== own && shareNetwork(from, running);
    const listener = isBeside ? answeringOutside(namespace, port, transport) : undefined;
    if (listener === undefined || neverTogether(started.workload, listener.workload)) return [];
    return [{ name: running.container.process.name, listener }];
  });
  return distinct(found);
}

/** Containers that name no network are all on the project's default one. */
export function shareNetwork({ container: a }: RunningContainer, { container: b }: RunningContainer): boolean {
  if (a.networks === undefined || b.networks === undefined) return a.networks === b.networks;
  return a.networks.some((network) => b.networks?.includes(network) === true);
}
