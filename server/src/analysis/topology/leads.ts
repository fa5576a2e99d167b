import type { Place } from "../facts.js";
import type { Elsewhere, Landing, Lead, Namespace } from "./model.js";

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

/** @param via the Service or mapping on the way, and where its ports stand */
export function landAmong(
  landings: readonly Landing[],
  via?: { readonly name: string; readonly through: readonly Place[] },
): Lead {
  if (landings.length === 0 || landings.length > mostLandings) return outside;
  return { kind: "inside", landings, via: via?.name, through: via?.through ?? [] };
}
