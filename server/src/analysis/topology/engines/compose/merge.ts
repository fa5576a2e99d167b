import type { ContainerFacts, ProcessFacts, PublishedPort, ServiceKey } from "../../../facts.js";

/** Containers of several files, the later ones laid over the earlier ones of the same name. */
export function mergeContainers(containers: readonly ContainerFacts[]): readonly ContainerFacts[] {
  const merged = new Map<string, ContainerFacts>();
  for (const container of containers) {
    const { name } = container.process;
    const before = merged.get(name);
    merged.set(name, before ? overlay(before, container) : container);
  }
  return [...merged.values()];
}

/**
 * Lays one service over another as Compose does for override files and for `extends`: single values are replaced, lists
 * added to, the environment merged by name, mounts by the path inside.
 */
export function overlay(base: ContainerFacts, over: ContainerFacts): ContainerFacts {
  const keys = new Set(over.decides);
  const below = <T>(key: ServiceKey, list: readonly T[]): readonly T[] => (keys.has(key) ? [] : list);
  const decides = [...new Set([...(base.decides ?? []), ...keys])];
  const networks = keys.has("networks") ? undefined : base.networks;
  return {
    process: overlayProcess(base.process, over.process, keys),
    network: keys.has("network_mode") ? over.network : base.network,
    published: mergeBy(below("ports", base.published), over.published, portKey, "first"),
    unreadPorts: [...below("ports", base.unreadPorts), ...over.unreadPorts],
    aliases: union(base.aliases, over.aliases),
    networks: networks && over.networks ? union(networks, over.networks) : (over.networks ?? networks),
    profiles: union(below("profiles", base.profiles), over.profiles),
    extends: over.extends ?? base.extends,
    envFiles: union(below("env_file", base.envFiles), over.envFiles),
    ...(decides.length > 0 && { decides }),
  };
}

function overlayProcess(base: ProcessFacts, over: ProcessFacts, keys: ReadonlySet<ServiceKey>): ProcessFacts {
  const decidesMounts = keys.has("volumes") || keys.has("configs");
  return {
    ...base,
    image: keys.has("image") ? over.image : base.image,
    entrypoint: keys.has("entrypoint") ? over.entrypoint : base.entrypoint,
    args: argsOf(base, over, keys),
    env: mergeBy(keys.has("environment") ? [] : base.env, over.env, ({ name }) => name, "last"),
    ports: mergeBy(
      keys.has("expose") ? [] : base.ports,
      over.ports,
      ({ port, transport }) => `${String(port)}/${transport}`,
      "first",
    ),
    mounts: mergeBy(decidesMounts ? [] : base.mounts, over.mounts, ({ path }) => path, "last"),
    probes: keys.has("healthcheck") ? over.probes : base.probes,
  };
}

/** A new entry point takes the image's own arguments away, but not those that a file below writes. */
function argsOf(base: ProcessFacts, over: ProcessFacts, keys: ReadonlySet<ServiceKey>): ProcessFacts["args"] {
  if (keys.has("command")) return over.args;
  return keys.has("entrypoint") ? (base.args ?? over.args) : base.args;
}

function portKey({ hostIp, outer, inner, transport }: PublishedPort): string {
  const host = hostIp === "0.0.0.0" ? "" : hostIp;
  return `${String(host)} ${String(outer)}:${String(inner)}/${transport}`;
}

/** @param wins which of two with one key stays; either keeps the place of the first in the list */
function mergeBy<T>(
  base: readonly T[],
  over: readonly T[],
  keyOf: (each: T) => string,
  wins: "first" | "last",
): readonly T[] {
  if (base.length === 0 || over.length === 0) return base.length === 0 ? over : base;
  const merged = new Map(base.map((each) => [keyOf(each), each]));
  for (const each of over) {
    const key = keyOf(each);
    if (wins === "last" || !merged.has(key)) merged.set(key, each);
  }
  return [...merged.values()];
}

function union(base: readonly string[], over: readonly string[]): readonly string[] {
  return over.length === 0 ? base : [...new Set([...base, ...over])];
}
