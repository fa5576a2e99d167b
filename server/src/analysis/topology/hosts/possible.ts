import { collisionsOf } from "../collisions.js";
import { mergedHost, type HostPart, type PlacedHost } from "./hostPart.js";
import type { Claim, Collision, Mapping, Site, Workload } from "../model.js";

/**
 * What would collide if things ran on one host of which it is only known that they lie in one folder. Two Compose
 * files of a folder are layers or alternatives, and of many configurations each is an example for itself.
 */
export function possibleCollisions(
  { placement }: Site,
  hosts: readonly PlacedHost[],
  display: (path: string) => string,
): readonly Collision[] {
  if (placement.kind !== "folder" || isForTests(display(`${placement.folder}/`))) return [];
  const evidence = `Both lie in ${display(placement.folder)}, and nothing says on which host either runs.`;
  const parts = hosts.flatMap((host) => host.parts).filter(({ kind }) => kind === "host");
  const loneConfigurations = parts.filter(({ origin }) => origin === "configuration").length;
  return parts.flatMap((left, index) => {
    const own = new Set([...left.running.map(({ workload }) => workload), ...left.mappings]);
    return parts.slice(index + 1, index + 1 + mostParts).flatMap((right) => {
      if (!mayShareHost(left, right, loneConfigurations)) return [];
      const together = mergedHost(left, evidence, [left, right]);
      const collisions = together ? collisionsOf(together.namespace, evidence) : [];
      return collisions.filter(({ claims }) => isBetween(claims, own) && claims.some(isWritten));
    });
  });
}

/** What tests read lies together for no other reason. */
function isForTests(folder: string): boolean {
  return /(?:^|\/)(?:testdata|tests?|__tests__|fixtures?|e2e|molecule)(?:\/|$)/.test(folder);
}

/** Defaults on both sides would be told of for every two configurations. */
function isWritten({ origin }: Claim): boolean {
  return origin === "explicit";
}

/** A folder with more than this is a collection, not a host. */
const mostParts = 8;

function mayShareHost(a: HostPart, b: HostPart, loneConfigurations: number): boolean {
  const origins = new Set([a.origin, b.origin]);
  // A part of a configuration runs with the file that it is merged with.
  const isPart = [...a.running, ...b.running].some(({ workload }) => workload.collector?.complete === false);
  if (isPart) return false;
  if (origins.has("configuration")) {
    const other = a.origin === "configuration" ? b.origin : a.origin;
    return loneConfigurations <= 2 && (other === "agent" || other === "configuration");
  }
  // What one script writes may be for one host, or for one of two.
  return a.origin !== b.origin || a.origin === "script" || (a.origin === "units" && a.file === b.file);
}

/** @param own the workloads and the mappings of one of the two */
function isBetween([a, b]: Collision["claims"], own: ReadonlySet<Workload | Mapping>): boolean {
  const isOwn = (claim: Claim): boolean => own.has(claim.workload) || (claim.via === "published" && own.has(claim));
  return isOwn(a) !== isOwn(b);
}
