/**
 * Do two sockets of one transport and port meet? After the sockets of Linux as Go programs open them: an unspecified
 * address (`0.0.0.0`, `::`, empty) is bound dual-stack and meets every other one.
 */
export type Meeting = "yes" | "no" | "unknown";

export function isWildcard(host: string): boolean {
  return host === "" || host === "0.0.0.0" || host === "::" || host === "*";
}

/** Hosts as `parseEndpoint` gives them; null where only the running system knows. */
export function meet(a: string | null, b: string | null): Meeting {
  // Whatever an unknown address turns out to be, a wildcard covers it.
  if ((a !== null && isWildcard(a)) || (b !== null && isWildcard(b))) return "yes";
  if (a === null || b === null) return "unknown";
  return a === b ? "yes" : "no";
}

/** The same for listeners whose host depends on a version nobody told: certain only if every pair meets. */
export function meetAll(a: readonly (string | null)[], b: readonly (string | null)[]): Meeting {
  const meetings = new Set(a.flatMap((left) => b.map((right) => meet(left, right))));
  const [only] = meetings;
  return meetings.size === 1 && only !== undefined ? only : "unknown";
}
