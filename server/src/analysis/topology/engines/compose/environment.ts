import type { ContainerFacts, EnvFact, EnvFileFacts, ProcessFacts, Word } from "../../../facts.js";
import type { Variables } from "../../../sources/compose/interpolate.js";
import { handedThrough, resolveWord } from "./variables.js";

/** Puts variables in their place in the words that a file's facts keep as they are written. */
export function resolveWords(container: ContainerFacts, variables: Variables): ContainerFacts {
  const { process } = container;
  const words = (list: readonly Word[] | undefined): readonly Word[] | undefined =>
    list?.some(({ text }) => text.includes("$")) ? list.map((word) => resolveWord(word, variables)) : list;
  const resolved: ProcessFacts = {
    ...process,
    entrypoint: words(process.entrypoint),
    args: words(process.args),
    env: process.env.map((each) => resolveEnv(each, variables)),
  };
  return { ...container, process: resolved };
}

function resolveEnv(env: EnvFact, variables: Variables): EnvFact {
  const { value } = env;
  switch (value.kind) {
    case "text":
      return value.word.text.includes("$")
        ? { ...env, value: { kind: "text", word: resolveWord(value.word, variables) } }
        : env;
    case "elsewhere":
      return { ...env, value: handedThrough(env, variables) };
    case "field":
      return env;
  }
}

/** Adds what `env_file` gives under what `environment` says. A later file wins over an earlier one. */
export function addEnvFiles(
  container: ContainerFacts,
  files: readonly EnvFileFacts[],
  variables: Variables,
): ContainerFacts {
  const added = files.flatMap(({ env }) => env).map((each) => resolveEnv(each, variables));
  if (added.length === 0) return container;
  const { process } = container;
  const byName = new Map([...added, ...process.env].map((each) => [each.name, each]));
  return { ...container, process: { ...process, env: [...byName.values()] } };
}
