import type { ClaimNode } from "./nodes.js";

/**
 * `host:port`, to paste where somebody connects. What is bound to every address is reached by its container's name from
 * the containers beside it, else from the same host or pod.
 */
export function addressOf({ claim: { address, port }, namespace: { kind, label } }: ClaimNode): string | undefined {
  if (port === null) return undefined;
  const isEverywhere = address === null || address === "0.0.0.0" || address === "::";
  const host = isEverywhere ? (kind === "container" ? label : "localhost") : address;
  return `${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
}
