import type { ContainersFacts, FileId } from "../../../facts.js";

/**
 * The files that others include. Of files that include each other in a circle, the first by name is taken for the one
 * that is started.
 */
export function includedFiles(files: readonly ContainersFacts[]): ReadonlySet<FileId> {
  const known = new Set(files.map(({ file }) => file));
  const includes = new Map<FileId, readonly FileId[]>();
  for (const { file, includes: entries } of files) {
    const named = entries.flatMap((entry) => entry.files).filter((path) => path !== file && known.has(path));
    includes.set(file, [...(includes.get(file) ?? []), ...named]);
  }
  const included = new Set([...includes.values()].flat());
  const reached = new Set<FileId>();
  const reach = (root: FileId): void => {
    const open = [root];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (reached.has(file)) continue;
      reached.add(file);
      open.push(...(includes.get(file) ?? []));
    }
  };
  for (const file of known) if (!included.has(file)) reach(file);
  for (const file of [...known].sort()) {
    if (reached.has(file)) continue;
    included.delete(file);
    reach(file);
  }
  return included;
}
