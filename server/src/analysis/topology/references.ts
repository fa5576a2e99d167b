import type { Fact, FileFacts, FileId, ProcessFacts } from "../facts.js";

/** Files and folders outside that a file's workloads read, so that they belong to its site. */
export function referencesOf({ facts }: FileFacts): readonly FileId[] {
  return facts
    .flatMap(processesOf)
    .flatMap(({ mounts }) => mounts.flatMap(({ source }) => (source.kind === "path" ? source.path : [])));
}

function processesOf(fact: Fact): readonly ProcessFacts[] {
  return fact.kind === "containers" ? fact.containers.map(({ process }) => process) : [];
}
