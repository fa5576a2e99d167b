import type { ContainersFacts, FileId } from "../../../facts.js";
import { folderOf } from "../../../paths.js";

/** The files beside what it mounts that a Compose file reads, so that they belong to its site. */
export function composeReferences(facts: ContainersFacts): readonly FileId[] {
  if (facts.engine !== "compose") return facts.containers.flatMap(({ envFiles }) => envFiles);
  const extended = facts.containers.flatMap((container) => container.extends?.file ?? []);
  return [
    ...new Set([
      `${folderOf(facts.file)}/.env`,
      ...facts.includes.flatMap(({ files, envFiles }) => [...files, ...envFiles]),
      ...extended,
      ...facts.containers.flatMap(({ envFiles }) => envFiles),
    ]),
  ];
}
