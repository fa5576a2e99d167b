import type { AgentFacts, CollectorFacts, FileId } from "../../facts.js";
import { append } from "../../lists.js";
import { FolderIndex } from "../folderIndex.js";

/** All configurations that something may read, found by the file or the object that holds them. */
export class ConfigIndex {
  private readonly byFile = new Map<FileId, CollectorFacts[]>();
  private readonly byHolder = new Map<string, CollectorFacts[]>();
  private readonly files = new FolderIndex<CollectorFacts>();
  private readonly agents: ReadonlyMap<FileId, AgentFacts>;

  constructor(configs: readonly CollectorFacts[], agents: readonly AgentFacts[]) {
    this.agents = new Map(agents.map((agent) => [agent.file, agent]));
    for (const config of configs) {
      if (!config.holder) this.files.add(config.file, config);
      // A script writes its here-document to a file that others may read.
      if (config.holder?.kind === "here-document" && config.holder.key !== "")
        append(this.byFile, config.holder.key, config);
      else if (config.holder) append(this.byHolder, `${config.holder.kind} ${config.holder.name}`, config);
      else append(this.byFile, config.file, config);
    }
  }

  /**
   * The configuration that a file is, not one that it holds.
   *
   * @param from who reads it: of several scripts that write such a file, the same one is meant
   */
  ofFile(file: FileId, from?: FileId): CollectorFacts | undefined {
    const found = this.byFile.get(file);
    return found?.find((config) => config.file === from) ?? found?.[0];
  }

  /** The Agent whose `datadog.yaml` a file is. */
  agentOfFile(file: FileId): AgentFacts | undefined {
    return this.agents.get(file);
  }

  /** Those that an object such as a ConfigMap holds, of whatever namespace. */
  heldBy(kind: string, name: string): readonly CollectorFacts[] {
    return this.byHolder.get(`${kind} ${name}`) ?? [];
  }

  /** Files that are configurations, in a folder or below. */
  under(folder: FileId): readonly CollectorFacts[] {
    return this.files.within(folder);
  }
}
