import type { AgentFacts, EnvFact, EnvFileFacts, FileId } from "../../facts.js";
import { append } from "../../lists.js";
import { baseName, folderOf } from "../../paths.js";
import { withEnv } from "../../sources/datadog/agentFacts.js";
import type { MergedUnit } from "./unitMerge.js";

/**
 * The Agents of a site as their units start them: variables that these give them are laid over what `datadog.yaml` says.
 * Of several Agents each gets those of the units and files beside it.
 */
export function agentsAsStarted(
  agents: readonly AgentFacts[],
  units: readonly MergedUnit[],
  envFiles: readonly EnvFileFacts[],
): readonly AgentFacts[] {
  const own = units.filter(({ name }) => /^datadog-agent[\w-]*\.service$/.test(name));
  const beside = new Map<FileId, EnvFileFacts[]>();
  for (const each of envFiles) if (baseName(each.file) === "environment") append(beside, folderOf(each.file), each);
  return agents.map((agent) => {
    const folder = folderOf(agent.file);
    const env: readonly EnvFact[] = [
      ...own
        .filter(({ file }) => agents.length === 1 || folderOf(file) === folder)
        .flatMap(({ process }) => process.env),
      // The package's own unit names it, and what it sets wins over the unit's `Environment=`.
      ...(beside.get(folder) ?? []).flatMap((each) => each.env),
    ];
    return env.some(({ name }) => name.startsWith("DD_")) ? withEnv(agent, env) : agent;
  });
}
