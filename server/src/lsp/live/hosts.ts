import type { ProjectFacts } from "../../analysis/facts.js";
import type { CheckHostsParams, LiveHost } from "../../protocol.js";
import { parseAlias, type HostName } from "../../ssh/hostName.js";

/** Who could be asked: what the workspace names first, then the others of the person's own ssh configuration. */
export function liveHosts(projects: readonly ProjectFacts[], own: readonly HostName[]): readonly LiveHost[] {
  const isOwn = new Set<string>(own);
  const named = projects
    .flatMap(({ hosts }) => hosts)
    .flatMap(({ name, ssh = name }): readonly LiveHost[] => {
      const alias = parseAlias(ssh);
      return alias === undefined ? [] : [{ alias, name, origin: isOwn.has(alias) ? "own" : "workspace" }];
    });
  const others = own.map((alias): LiveHost => ({ alias, origin: "own" }));
  const first = new Map<string, LiveHost>();
  for (const host of [...named, ...others]) if (!first.has(host.alias)) first.set(host.alias, host);
  return [...first.values()];
}

export type Admission =
  | { readonly kind: "admitted"; readonly hosts: readonly HostName[] }
  | { readonly kind: "refused"; readonly reason: string };

/** Which hosts may be asked: all of a request, or none. A name that is not the person's own needs a confirmation. */
export function admit({ hosts, confirmed = [] }: CheckHostsParams, own: readonly HostName[]): Admission {
  if (hosts.length === 0) return refused("Name at least one host.");
  const isKnown = new Set<string>([...own, ...confirmed]);
  const admitted: HostName[] = [];
  for (const host of hosts) {
    const alias = parseAlias(host);
    if (alias === undefined) {
      return refused(
        `${JSON.stringify(host)} is no alias of ssh: one has letters, digits, dots, hyphens and underscores only, and does not begin with a hyphen.`,
      );
    }
    if (!isKnown.has(alias)) {
      return refused(`${alias} is not named by your own ssh configuration, so you have to confirm it first.`);
    }
    admitted.push(alias);
  }
  return { kind: "admitted", hosts: [...new Set(admitted)] };
}

function refused(reason: string): Admission {
  return { kind: "refused", reason };
}
