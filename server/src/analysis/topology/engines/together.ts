import type { Workload } from "../model.js";

/** Whether two workloads are alternatives of each other, so that they cannot take each other's ports. */
export function neverTogether(one: Workload, other: Workload): boolean {
  const { start: a } = one;
  const { start: b } = other;
  if (one === other || a === undefined || b === undefined) return false;
  if (a.project !== b.project) return a.alternatives === b.alternatives;
  // An engine has one container of a name; the second is another way of starting it.
  if (a.container === b.container) return true;
  const behindProfiles = a.profiles.length > 0 || b.profiles.length > 0;
  return behindProfiles && !a.profiles.some((profile) => b.profiles.includes(profile));
}
