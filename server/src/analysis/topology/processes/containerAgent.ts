import type { AgentFacts, FileId, ProcessFacts } from "../../facts.js";
import { isWithin, joinPath } from "../../paths.js";
import { agentFromEnv, withEnv } from "../../sources/datadog/agentFacts.js";
import type { ConfigIndex } from "./configIndex.js";

/** A Datadog Agent in a container, and the `datadog.yaml` that it reads, if it is at hand. */
export interface ContainerAgent {
  readonly agent: AgentFacts;
  readonly read: AgentFacts | undefined;
}

const settingsPath = "/etc/datadog-agent/datadog.yaml";

/** The Agent that a container of its image starts; undefined for any other container. */
export function containerAgent(
  process: ProcessFacts,
  available: ConfigIndex,
  file: FileId,
): ContainerAgent | undefined {
  const { image, entrypoint, env, mounts, place } = process;
  // Another program of the image than its own entry point is one process of an Agent, not the whole.
  if (
    image === undefined ||
    entrypoint !== undefined ||
    !/(?:^|\/)datadog\/agent$|(?:^|\/)datadoghq\/agent$/.test(image.repository)
  ) {
    return undefined;
  }
  const mount = mounts.find((each) => isWithin(settingsPath, each.path));
  if (mount === undefined) return { agent: agentFromEnv(env, file, place), read: undefined };
  const { source, path } = mount;
  const mounted = source.kind === "path" ? joinPath(source.path, settingsPath.slice(path.length + 1)) : undefined;
  const read = mounted === undefined ? undefined : available.agentOfFile(mounted);
  // A `datadog.yaml` that is not at hand may say anything.
  return read && { agent: withEnv(read, env), read };
}

/** Whether a process is the Agent's own collector, by its program. */
export function isDdotProcess({ entrypoint, args }: ProcessFacts): boolean {
  return [...(entrypoint ?? []), ...(args ?? [])].some(({ text }) => /(?:^|\/)otel-agent$/.test(text));
}
