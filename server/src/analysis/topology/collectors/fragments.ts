import type { CollectorFacts, FileId, FragmentFacts, Include } from "../../facts.js";
import { readFragmentAt } from "../../sources/collector/fragment.js";
import { putInto } from "./fragmentParts.js";
import { includedFile } from "./includedFiles.js";

/** Configurations with the files that they include in place; what is not at hand stays what another file holds. */
export function withFragments(
  configs: readonly CollectorFacts[],
  fragments: readonly FragmentFacts[],
): readonly CollectorFacts[] {
  if (fragments.length === 0) return configs;
  const byFile = new Map(fragments.map((fragment) => [fragment.file, fragment]));
  return configs.map((config) => (config.includes.length === 0 ? config : complete(config, byFile)));
}

/** More files than anybody cuts a configuration into. */
const mostIncludes = 100;

interface Pending {
  readonly include: Include;
  /** The files that lead to it. */
  readonly through: readonly FileId[];
}

function complete(config: CollectorFacts, byFile: ReadonlyMap<FileId, FragmentFacts>): CollectorFacts {
  const pendingOf = ({ includes }: CollectorFacts, through: readonly FileId[]): readonly Pending[] =>
    includes.map((include) => ({ include, through }));
  const pending = [...pendingOf(config, [config.file])];
  const put = new Set<FileId>();
  let completed = config;
  // An array that grows while it is walked hands out what was added, too.
  for (const [count, { include, through }] of pending.entries()) {
    const fragment = byFile.get(includedFile(include));
    if (count >= mostIncludes) break;
    if (fragment === undefined || through.includes(fragment.file)) continue;
    const part = readFragmentAt(fragment, include.path);
    if (part === undefined) continue;
    completed = putInto(completed, put.has(fragment.file) ? withoutLetters(part) : part, include);
    put.add(fragment.file);
    pending.push(...pendingOf(part, [...through, fragment.file]));
  }
  return completed;
}

/** A file that is included twice is written once. */
function withoutLetters(part: CollectorFacts): CollectorFacts {
  return { ...part, repeatedKeys: [], expansions: [], unknownKeys: [] };
}
