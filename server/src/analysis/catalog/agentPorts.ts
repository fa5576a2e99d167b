import { agentPorts } from "./generated/agentPorts.js";

/** The port that the Datadog Agent opens for a key of `datadog.yaml` where nothing is written; null where none is. */
export function agentPort(key: string): number | null {
  return agentPorts.find((row) => row.key === key)?.defaultPort ?? null;
}
