import { findImage } from "../../catalog/images.js";
import type { CollectorFacts, FileId, Mount, ProcessFacts, Word } from "../../facts.js";
import { isWithin, joinPath } from "../../paths.js";
import { readInlineConfig } from "../../sources/collector/inline.js";
import type { ConfigIndex } from "./configIndex.js";
import { literalStart } from "./environment.js";

/** The collector configurations that a process reads. */
export interface ReadConfigs {
  /** In the order in which they are merged. */
  readonly facts: readonly CollectorFacts[];
  /** False where it reads something that is not at hand, too. */
  readonly whole: boolean;
  /** Set where the only configuration it gets lies where it never looks: it is meant all the same. */
  readonly missed?: { readonly mount: Mount; readonly reads: string };
}

/**
 * Follows `--config` arguments, else the image's default path, through the process's mounts.
 *
 * @param available all configurations that may be meant
 * @param namespace of the cluster, where the process runs in one
 * @returns undefined where nothing says that it is a collector
 */
export function configsReadBy(
  process: ProcessFacts,
  available: ConfigIndex,
  namespace: string | undefined,
): ReadConfigs | undefined {
  const written = configArgumentsOf(process);
  const byDefault = findImage(process.image)?.configPath;
  const implied: readonly ConfigArgument[] = byDefault === undefined ? [] : [{ kind: "path", path: byDefault }];
  const all = written.length > 0 ? written : implied;
  const found = all.map((argument) => configOf(argument, process, available, namespace));
  const facts = found.flatMap((each) => each ?? []);
  if (facts.length === 0 && byDefault === undefined) return undefined;
  const elsewhere = facts.length === 0 && written.length === 0 && missedConfig(process, available, namespace);
  if (elsewhere && byDefault !== undefined) {
    return { facts: [elsewhere.config], whole: true, missed: { mount: elsewhere.mount, reads: byDefault } };
  }
  return { facts, whole: all.length > 0 && found.every((each) => each !== undefined) };
}

/**
 * The one configuration that is mounted where an image's program never looks. None where something may lie at the
 * default path after all, or where another program than the image's own is started.
 */
function missedConfig(
  { entrypoint, mounts, image }: ProcessFacts,
  available: ConfigIndex,
  namespace: string | undefined,
): { readonly config: CollectorFacts; readonly mount: Mount } | undefined {
  const reads = findImage(image)?.configPath;
  if (reads === undefined || entrypoint !== undefined || mounts.some(({ path }) => isWithin(reads, path)))
    return undefined;
  const found = mounts.flatMap((mount) =>
    mountedConfigs(mount, available, namespace).map((config) => ({ config, mount })),
  );
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

/** The configurations that a mount brings along. */
function mountedConfigs(
  { source, place }: Mount,
  available: ConfigIndex,
  namespace: string | undefined,
): readonly CollectorFacts[] {
  switch (source.kind) {
    case "path":
      return available.under(source.path);
    case "ConfigMap":
    case "Secret": {
      const held = available
        .heldBy(source.kind, source.name)
        .filter(({ holder }) => sameNamespace(holder?.namespace, namespace));
      const beside = held.filter(({ file }) => file === place.file);
      const keys = new Set(source.subPath === undefined ? source.items?.map(({ key }) => key) : [source.subPath]);
      const chosen = beside.length > 0 ? beside : held;
      return keys.size === 0 ? chosen : chosen.filter(({ holder }) => keys.has(holder?.key ?? ""));
    }
    case "compose-config":
      return available.heldBy("Compose config", source.name);
    case "other":
      return [];
  }
}

/** What one `--config` names: a file, or a configuration of its own. */
type ConfigArgument =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "inline"; readonly word: Word; readonly start: number };

/** The files that a command line names, in its order. */
export function configPathsOf(process: ProcessFacts): readonly string[] {
  return configArgumentsOf(process).flatMap((argument) => (argument.kind === "path" ? [argument.path] : []));
}

/** `--config=file:/etc/a.yaml`, `--config /etc/a.yaml`, `--config=yaml:…`, `--config=env:NAME`; paths also inside a shell's one long word. */
function configArgumentsOf({ entrypoint, args }: ProcessFacts): readonly ConfigArgument[] {
  const words = [...(entrypoint ?? []), ...(args ?? [])];
  return words.flatMap((word, index): readonly ConfigArgument[] => {
    const flag = /^--config=/.exec(word.text)?.[0].length;
    const start = words[index - 1]?.text === "--config" ? 0 : flag;
    if (start === undefined) return pathsInShell(word.text);
    if (word.text.startsWith(inlineScheme, start))
      return [{ kind: "inline", word, start: start + inlineScheme.length }];
    return pathsInShell(`--config=${word.text.slice(start)}`);
  });
}

const inlineScheme = "yaml:";
const variableScheme = "env:";

function pathsInShell(line: string): readonly ConfigArgument[] {
  return [...line.matchAll(/(?:^|\s)--config[=\s]+["']?([^\s"']+)/g)].map(([, uri = ""]) =>
    uri.startsWith(variableScheme)
      ? { kind: "variable", name: uri.slice(variableScheme.length) }
      : { kind: "path", path: uri.replace(/^file:/, "") },
  );
}

function configOf(
  argument: ConfigArgument,
  { name, mounts, env }: ProcessFacts,
  available: ConfigIndex,
  namespace: string | undefined,
): CollectorFacts | undefined {
  switch (argument.kind) {
    case "path":
      return configAt(argument.path, mounts, available, namespace);
    case "variable": {
      const value = env.findLast((each) => each.name === argument.name)?.value;
      return value?.kind === "text" ? value.config : undefined;
    }
    case "inline": {
      const { word, start } = argument;
      const literalAt = literalStart(word);
      if (literalAt === undefined) return undefined;
      return readInlineConfig(word.text.slice(start), literalAt + start, word.place.file, name);
    }
  }
}

/** The configuration that a process finds at a path, through its mounts; of those that are at hand. */
export function configAt(
  path: string,
  mounts: readonly Mount[],
  available: ConfigIndex,
  namespace: string | undefined,
): CollectorFacts | undefined {
  const mount = mounts
    .filter((each) => isWithin(path, each.path))
    .reduce<Mount | undefined>((best, each) => (best && best.path.length >= each.path.length ? best : each), undefined);
  if (mount === undefined) return undefined;
  const { source } = mount;
  const rest = path.slice(mount.path.length).replace(/^\//, "");
  switch (source.kind) {
    case "path": {
      const file: FileId = rest === "" ? source.path : joinPath(source.path, rest);
      return available.ofFile(file, mount.place.file);
    }
    case "ConfigMap":
    case "Secret": {
      const inside = source.subPath ?? rest;
      const key = source.items?.find((item) => item.path === inside)?.key ?? (source.items ? undefined : inside);
      const held = available
        .heldBy(source.kind, source.name)
        .filter(({ holder }) => holder?.key === key && sameNamespace(holder?.namespace, namespace));
      // Of several variants in a folder, the one of the same file is meant.
      return held.find(({ file }) => file === mount.place.file) ?? held[0];
    }
    case "compose-config":
      return available.heldBy("Compose config", source.name)[0];
    case "other":
      return undefined;
  }
}

/** A manifest without a namespace gets whichever it is applied with. */
export function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
