import type { Place } from "../facts.js";
import type { Elsewhere, Landing, Lead, Mapping, Namespace } from "./model.js";

/** Outside of what is known. */
export const outside: Lead = { kind: "unknown" };

/** A name with more behind it than this leads nowhere in particular. */
export const mostLandings = 64;

/** @param local whether the connection comes from the same network namespace */
export function landAt(namespace: Namespace, port: number, local: boolean): Lead {
  return landAmong([{ namespace, port, local }]);
}

/** @param elsewhere who listens on that port in other namespaces, if nobody does in this one */
export function landAtSelf(namespace: Namespace, port: number, elsewhere: readonly Elsewhere[]): Lead {
  const landings = [{ namespace, port, local: true }];
  return { kind: "inside", landings, via: undefined, through: [], ...(elsewhere.length > 0 && { elsewhere }) };
}

/**
 * Where a port of a host leads: into what its mappings hand it on to, which are all known or none of them is meant.
 *
 * @param onHost where it leads without them
 */
export function landThrough(
  mappings: readonly Mapping[],
  namespaces: ReadonlyMap<string, Namespace>,
  onHost: Lead,
): Lead {
  if (mappings.length > mostLandings) return outside;
  const landings = mappings.flatMap(({ inner }) => {
    const namespace = namespaces.get(inner.namespace);
    return namespace ? [{ namespace, port: inner.port, local: false }] : [];
  });
  const [first] = mappings;
  if (first === undefined || landings.length < mappings.length) return onHost;
  return landAmong(landings, { name: `the ${first.owner}`, through: mappings.map(({ place }) => place) });
}

/** @param via the Service or mapping on the way, and where its ports stand */
export function landAmong(
  landings: readonly Landing[],
  via?: { readonly name: string; readonly through: readonly Place[] },
): Lead {
  if (landings.length === 0 || landings.length > mostLandings) return outside;
  return { kind: "inside", landings, via: via?.name, through: via?.through ?? [] };
}
