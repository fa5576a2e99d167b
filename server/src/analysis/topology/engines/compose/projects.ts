import type { ContainerFacts, ContainersFacts, EnvFileFacts } from "../../../facts.js";
import { folderOf } from "../../../paths.js";
import { mostFacts } from "../../../sources/compose/size.js";
import { alternativesOf } from "./alternatives.js";
import { addEnvFiles } from "./environment.js";
import type { Assembly } from "./extends.js";
import { assemble } from "./include.js";
import { stacksOf, type Stack } from "./layers.js";
import { ComposeLookup } from "./lookup.js";

/** Containers that one `docker compose up` starts. */
export interface ComposeProject {
  readonly id: string;
  /** The file that a person would name for it: the lowest with its override, the highest of `-f` layers. */
  readonly base: ContainersFacts;
  /** All that have a part in it, `base` among them: overrides, layers, included files, files it extends. */
  readonly files: readonly ContainersFacts[];
  readonly name: string | undefined;
  /** Of projects that share this, only one is up at a time. */
  readonly alternatives: string;
  /** Merged, with variables in their place. `extends` is left only where the service it names is not known. */
  readonly containers: readonly ContainerFacts[];
}

/** Compose files as Compose sees them, with `include`, `extends`, override files, `.env` and `env_file`. */
export function composeProjects(
  files: readonly ContainersFacts[],
  envFiles: readonly EnvFileFacts[],
): readonly ComposeProject[] {
  const compose = files.filter(({ engine }) => engine === "compose");
  const lookup = new ComposeLookup(compose, envFiles);
  const assembled = identified(stacksOf(compose)).map(({ id, stack }) => ({ id, ...assembleStack(stack, lookup) }));
  const alternatives = alternativesOf(
    assembled.map(({ id, base, assembly: { starts, borrows } }) => ({ id, file: base.file, starts, borrows })),
  );
  return assembled.map(({ id, base, layers, name, containers, assembly }, index) => {
    const others = new Set([...assembly.starts, ...assembly.borrows]);
    for (const { file } of layers) others.delete(file);
    const parts = [...layers, ...[...others].flatMap((path) => lookup.filesAt(path))];
    return { id, base, files: parts, name, alternatives: alternatives[index] ?? id, containers };
  });
}

/** The file's own name, with a number where a page holds several projects. */
function identified(stacks: readonly Stack[]): readonly { readonly id: string; readonly stack: Stack }[] {
  const counts = new Map<string, number>();
  return stacks.map((stack) => {
    const { file } = stack.base;
    const before = counts.get(file) ?? 0;
    counts.set(file, before + 1);
    return { id: before === 0 ? file : `${file}#${String(before + 1)}`, stack };
  });
}

interface Assembled extends Stack {
  readonly name: string | undefined;
  readonly containers: readonly ContainerFacts[];
  readonly assembly: Assembly;
}

function assembleStack({ base, layers }: Stack, lookup: ComposeLookup): Assembled {
  const variables = lookup.variablesIn(folderOf((layers[0] ?? base).file));
  const assembly: Assembly = { lookup, starts: new Set(), borrows: new Set(), size: 0 };
  const containers = assemble(layers, variables, assembly).map((container) => {
    const files = lookup.envFilesAt(container.envFiles);
    assembly.size += files.reduce((sum, { env }) => sum + env.length, 0);
    return assembly.size > mostFacts ? container : addEnvFiles(container, files, variables);
  });
  const named = layers.map((layer) => lookup.read(layer, variables).project);
  const name = variables.get("COMPOSE_PROJECT_NAME")?.text ?? named.findLast((each) => each !== undefined);
  return { base, layers, name, containers, assembly };
}
