import type { ContainerFacts, ContainersFacts } from "../../../facts.js";
import type { Variables } from "../../../sources/compose/interpolate.js";
import { resolveWords } from "./environment.js";
import { extended, type Assembly } from "./extends.js";
import { mergeContainers } from "./merge.js";
import { withEnvFiles } from "./variables.js";

/** Nobody nests them deeper. */
const deepest = 32;

/** The services of files that are laid over each other, with those of the files that they include. */
export function assemble(
  layers: readonly ContainersFacts[],
  variables: Variables,
  assembly: Assembly,
  depth = 0,
): readonly ContainerFacts[] {
  const { lookup, starts } = assembly;
  for (const { file } of layers) starts.add(file);
  const containers = layers.flatMap((layer) => {
    const facts = lookup.read(layer, variables);
    const included = facts.includes.flatMap(({ files, envFiles }) => {
      const others = files.filter((file) => !starts.has(file)).flatMap((file) => lookup.filesAt(file));
      if (others.length === 0 || depth >= deepest) return [];
      return assemble(others, withEnvFiles(variables, lookup.envFilesAt(envFiles)), assembly, depth + 1);
    });
    const own = facts.containers.map((each) => resolveWords(extended(each, facts, variables, assembly), variables));
    return [...included, ...own];
  });
  return mergeContainers(containers);
}
