import { findImage } from "../catalog/images.js";
import type { CollectorFacts, FileId, Mount, ProcessFacts } from "../facts.js";
import { isWithin, joinPath } from "../paths.js";

/** The collector configurations that a process reads. */
export interface ReadConfigs {
  /** In the order in which they are merged. */
  readonly facts: readonly CollectorFacts[];
  /** False where it reads something that is not at hand, too. */
  readonly whole: boolean;
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
  available: readonly CollectorFacts[],
  namespace: string | undefined,
): ReadConfigs | undefined {
  const written = configArguments(process);
  const byDefault = findImage(process.image)?.configPath;
  const paths = written.length > 0 ? written : byDefault === undefined ? [] : [byDefault];
  const found = paths.map((path) => configAt(path, process.mounts, available, namespace));
  const facts = found.flatMap((each) => each ?? []);
  if (facts.length === 0 && byDefault === undefined) return undefined;
  return { facts, whole: paths.length > 0 && found.every((each) => each !== undefined) };
}

/** `--config=file:/etc/a.yaml`, `--config /etc/a.yaml`, also inside a shell's one long word. */
function configArguments({ entrypoint, args }: ProcessFacts): readonly string[] {
  const line = [...(entrypoint ?? []), ...(args ?? [])].map(({ text }) => text).join(" ");
  return [...line.matchAll(/(?:^|\s)--config[=\s]+["']?([^\s"']+)/g)].map(([, path = ""]) =>
    path.replace(/^file:/, ""),
  );
}

function configAt(
  path: string,
  mounts: readonly Mount[],
  available: readonly CollectorFacts[],
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
      return available.find((each) => each.file === file && !each.holder);
    }
    case "ConfigMap":
    case "Secret": {
      const inside = source.subPath ?? rest;
      const key = source.items?.find((item) => item.path === inside)?.key ?? (source.items ? undefined : inside);
      const held = available.filter(
        ({ holder }) =>
          holder?.kind === source.kind &&
          holder.name === source.name &&
          holder.key === key &&
          sameNamespace(holder.namespace, namespace),
      );
      // Of several variants in a folder, the one of the same file is meant.
      return held.find(({ file }) => file === mount.place.file) ?? held[0];
    }
    case "compose-config":
      return available.find(({ holder }) => holder?.kind === "Compose config" && holder.name === source.name);
    case "other":
      return undefined;
  }
}

/** A manifest without a namespace gets whichever it is applied with. */
export function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
