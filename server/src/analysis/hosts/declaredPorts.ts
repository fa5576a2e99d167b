import { claimsOf } from "../topology/collisions.js";
import type { Claim, SiteModel } from "../topology/model.js";
import { isLoopback } from "../topology/reach.js";
import { isNamedFor } from "./placement.js";

/** OTLP, the collector's own metrics, its health check, and where the core Agent asks DDOT. */
const always: readonly number[] = [4317, 4318, 8888, 13133, 7777];

/** No host is asked about more: each port costs it two connections. */
const most = 64;

/**
 * The ports that a probe asks for: what the workspace declares for the host, else for any that it does not give to
 * another one, and those that matter wherever a collector runs.
 */
export function declaredPorts(models: readonly SiteModel[], host: string): readonly number[] {
  const declared = claimsFor(models, host).flatMap(({ port }) => (port === null || port === 0 ? [] : [port]));
  return [...new Set([...always, ...declared.sort((a, b) => a - b)])].slice(0, most);
}

/** The TCP ports of the host that are bound, or published, for others than itself. */
export function outerPorts(models: readonly SiteModel[], host: string): readonly number[] {
  const outer = claimsFor(models, host).filter(
    ({ transport, hosts }) => transport === "tcp" && !hosts.some((each) => isLoopback(each)),
  );
  const ports = outer.flatMap(({ port }) => (port === null || port === 0 ? [] : [port]));
  return [...new Set(ports)].sort((a, b) => a - b).slice(0, most);
}

/** Who takes a port of the host, or of any that the workspace does not give to another one. */
export function claimsFor(models: readonly SiteModel[], host: string): readonly Claim[] {
  const named = models.filter((model) => isNamedFor(host, model));
  const own = named.length > 0 ? named : models.filter(({ site }) => site.placement.kind !== "named-host");
  return own.flatMap(({ namespaces }) => namespaces.filter(({ kind }) => kind === "host")).flatMap(claimsOf);
}
