import { agentPorts } from "../../catalog/generated/agentPorts.js";
import type { AgentPortRow } from "../../catalog/types.js";

/** Programs that have a configuration of their own, and do not run beside a host's or node's Agent. */
const clusterPrograms: readonly string[] = ["Cluster Agent", "cluster check runner"];

/** The ports of an Agent on Linux. `dogstatsd_stats_port` is opened by the DogStatsD that runs without an Agent alone. */
export const agentRows: readonly AgentPortRow[] = agentPorts.filter(
  ({ key, role, platforms, process }) =>
    role === "listens" &&
    platforms === undefined &&
    !clusterPrograms.includes(process) &&
    key !== "dogstatsd_stats_port",
);

const switches = [
  "use_dogstatsd",
  "apm_config.enabled",
  "apm_config.receiver_enabled",
  "otelcollector.enabled",
  "otelcollector.extension_url",
  "otelcollector.converter.enabled",
  "otelcollector.converter.features",
];

/** The keys whose values decide on ports. */
export const valueKeys: readonly string[] = [
  ...new Set([
    ...agentRows.flatMap(({ path, host, enabledPath }) =>
      [path, host?.path, host?.widenedBy, enabledPath].flatMap((each) => (each?.length ? [each.join(".")] : [])),
    ),
    ...switches,
  ]),
];

/** The same with the sections they stand in. */
export const knownKeys: readonly string[] = [...new Set(valueKeys.flatMap(withSections))];

/** `a.b.c`, `a.b`, `a`: the deepest first. */
export function withSections(key: string): readonly string[] {
  const path = key.split(".");
  return path.map((_, index) => path.slice(0, path.length - index).join("."));
}

/** Keys of the trace Agent that leave the general rule. */
const oddVariables: ReadonlyMap<string, readonly string[]> = new Map([
  ["apm_config.enabled", ["DD_APM_ENABLED"]],
  ["apm_config.receiver_enabled", ["DD_APM_RECEIVER_ENABLED"]],
  ["apm_config.apm_non_local_traffic", ["DD_APM_NON_LOCAL_TRAFFIC"]],
  ...agentRows.flatMap(({ key, env }) => (env.length > 0 ? [[key, env] as const] : [])),
]);

/** The variables that stand for a key, the one that decides first: `DD_BIND_HOST` for `bind_host`. */
export function variablesOf(key: string): readonly string[] {
  return oddVariables.get(key) ?? [`DD_${key.replaceAll(".", "_").toUpperCase()}`];
}
