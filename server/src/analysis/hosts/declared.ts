import type { Listener } from "../topology/model.js";
import { includes, type Version } from "../versions.js";

/** A socket that a workload is surely to open. */
export interface DeclaredSocket {
  readonly claim: Listener;
  readonly port: number;
  /** Undefined where a variable decides, or a version that nobody told. */
  readonly host: string | undefined;
}

/**
 * What is surely declared, for the version that the host has where that was seen: a port that another version would not
 * bind is left out.
 */
export function declaredSockets(
  listeners: readonly Listener[],
  version: Version | undefined,
): readonly DeclaredSocket[] {
  return listeners.flatMap((claim): readonly DeclaredSocket[] => {
    const { port } = claim;
    if (port === null) return [];
    const bind = version === undefined ? undefined : bindOf(claim, version);
    if (bind !== undefined) return bind.port === port ? [{ claim, port, host: bind.host ?? undefined }] : [];
    const [host, ...others] = claim.hosts;
    return claim.certain ? [{ claim, port, host: others.length === 0 ? (host ?? undefined) : undefined }] : [];
  });
}

/** The one endpoint of a version; undefined where variables stand in it, since the claim knows what they hold. */
function bindOf({ fact }: Listener, version: Version): Listener["fact"]["binds"][number]["endpoint"] | undefined {
  const [bind, ...others] = fact.binds.filter(({ versions }) => includes(versions, version));
  return bind === undefined || others.length > 0 || bind.endpoint.open !== undefined ? undefined : bind.endpoint;
}

/** What an Agent opens by itself, and which of its processes run, depends on its version, which nobody compares. */
export function isExpected({ claim: { origin, workload } }: DeclaredSocket): boolean {
  return origin === "explicit" || workload.collector !== undefined;
}
