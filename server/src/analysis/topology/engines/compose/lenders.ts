import type { ContainersFacts, FileId } from "../../../facts.js";
import { baseName } from "../../../paths.js";
import { canonicalNames } from "./names.js";

/** What people call files that are not started themselves. */
const commonName = /(?:^|[._-])(?:base|common|shared|template|templates|extends)(?:[._-]|$)/;

/**
 * Files that only lend services to those that extend them: others extend all that they have, or they are called
 * `common` or the like. What Compose finds by itself, `compose.yaml`, is a project in any case.
 */
export function lendersIn(files: readonly ContainersFacts[]): ReadonlySet<FileId> {
  const lent = new Map<FileId, Set<string>>();
  for (const { file, containers } of files) {
    for (const { extends: borrowed } of containers) {
      if (borrowed?.file === undefined || borrowed.file === file) continue;
      const services = lent.get(borrowed.file) ?? new Set();
      lent.set(borrowed.file, services.add(borrowed.service));
    }
  }
  const lenders = files.filter(({ file, containers }) => {
    const services = lent.get(file);
    if (services === undefined || canonicalNames.includes(baseName(file))) return false;
    return commonName.test(baseName(file)) || containers.every(({ process }) => services.has(process.name));
  });
  return new Set(lenders.map(({ file }) => file));
}
