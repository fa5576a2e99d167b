import type { Lead, Namespace } from "./model.js";

/** Outside of what is known. */
export const outside: Lead = { kind: "unknown" };

/** @param local whether the connection comes from the same network namespace */
export function landAt(namespace: Namespace, port: number, local: boolean): Lead {
  return { kind: "inside", landings: [{ namespace, port, local }], via: undefined, through: [] };
}
