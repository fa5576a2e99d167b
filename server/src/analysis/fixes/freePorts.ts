import { claimsOf } from "../topology/collisions.js";
import type { Claim, SiteModel } from "../topology/model.js";

export interface Proposal {
  readonly port: number;
  /** What a person should know before choosing it. */
  readonly note?: string;
}

/** Kubernetes hands these out as NodePorts; what binds one of them on a node may meet a Service. */
const nodePorts = { first: 30000, last: 32767 };
/** Linux takes the local port of outgoing connections from here, so one may hold it when the owner starts. */
const ephemeral = { first: 32768, last: 60999 };
const privilegedBelow = 1024;

/**
 * Free numbers for a claim, the best first: 14317 for 4317, then 43170, then others like it.
 *
 * @param promised what the same edit gives to others
 */
export function freePorts(
  claim: Claim,
  model: SiteModel,
  count: number,
  promised: readonly number[] = [],
): readonly Proposal[] {
  const { port } = claim;
  if (port === null) return [];
  const taken = new Set([...promised, ...takenPorts(claim, model).flatMap((other) => other.port ?? [])]);
  const candidates = [port + 10_000, port * 10, port + 20_000, port + 30_000, port + 40_000];
  const near = Array.from({ length: 200 }, (_, step) => [port + 10_000 + step + 1, port + step + 1]).flat();
  const free = [...new Set([...candidates, ...near])].filter((each) => isSensible(each) && !taken.has(each));
  return free.slice(0, count).map((each) => {
    const note = portNote(each);
    return note === undefined ? { port: each } : { port: each, note };
  });
}

/** Every other owner of a port in the namespaces where the claim is made. */
export function takenPorts(claim: Claim, model: SiteModel): readonly Claim[] {
  return model.namespaces
    .map(claimsOf)
    .filter((claims) => claims.includes(claim))
    .flatMap((claims) => claims.filter((other) => other !== claim && other.port !== null));
}

function isSensible(port: number): boolean {
  return port >= privilegedBelow && port <= 65535 && !isIn(port, nodePorts);
}

function portNote(port: number): string | undefined {
  if (!isIn(port, ephemeral)) return undefined;
  return `in Linux's ephemeral range ${String(ephemeral.first)}–${String(ephemeral.last)}`;
}

function isIn(port: number, range: { readonly first: number; readonly last: number }): boolean {
  return port >= range.first && port <= range.last;
}
