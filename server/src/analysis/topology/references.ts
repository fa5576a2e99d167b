import type { Fact, FileFacts, FileId } from "../facts.js";
import { filesIncluded } from "./collectors/includedFiles.js";
import { composeReferences } from "./engines/compose/references.js";

/** Files and folders outside that a file needs to mean something, so that they belong to its sites. */
export function referencesOf({ facts }: FileFacts): readonly FileId[] {
  return facts.flatMap(namedBy);
}

function namedBy(fact: Fact): readonly FileId[] {
  switch (fact.kind) {
    case "containers":
      return [
        ...composeReferences(fact),
        ...fact.containers.flatMap(({ process }) =>
          process.mounts.flatMap(({ source }) => (source.kind === "path" ? source.path : [])),
        ),
      ];
    case "kustomization":
      return [
        ...fact.resources,
        ...fact.patches,
        ...fact.generated.flatMap(({ files }) => files.map(({ file }) => file)),
      ];
    case "collector":
    case "fragment":
      return filesIncluded(fact.includes);
    default:
      return [];
  }
}
