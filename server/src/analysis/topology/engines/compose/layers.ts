import type { ContainersFacts, FileId } from "../../../facts.js";
import { baseName, folderOf } from "../../../paths.js";
import { includedFiles } from "./included.js";
import { lendersIn } from "./lenders.js";
import { documentsByFile } from "./lookup.js";
import { canonicalNames, isYaml, withoutEnding } from "./names.js";

/** Files that are read one over the other, lowest first. */
export interface Stack {
  /** The one that tells the project from others: the lowest with its override, the highest of `-f` layers. */
  readonly base: ContainersFacts;
  readonly layers: readonly ContainersFacts[];
}

/**
 * Which files are a project. Compose reads `compose.override.yaml` with `compose.yaml` by itself. Another file beside it
 * (`compose.prod.yaml`) is meant for `-f`: with the one below it if it changes services that it does not define, else
 * alone. Files that others include, and files that only lend services, are no projects.
 */
export function stacksOf(files: readonly ContainersFacts[]): readonly Stack[] {
  const documents = documentsByFile(files);
  const paths = new Map(
    // Of two that differ in their ending alone, `.yaml` is preferred.
    [...documents.keys()]
      .filter(isYaml)
      .sort()
      .reverse()
      .map((path) => [withoutEnding(path), path]),
  );
  const included = includedFiles(files);
  const lenders = lendersIn(files);
  const layersOf = (path: FileId): readonly ContainersFacts[] => {
    const own = documents.get(path) ?? [];
    const below = canonicalNames.includes(baseName(path)) ? undefined : fileBelow(path, paths);
    const changed = own.flatMap(servicesChanged);
    if (below === undefined || below === path || changed.length === 0) return own;
    const lower = layersOf(below);
    return lower.some((each) => mayDefine(each, changed)) ? [...lower, ...own] : own;
  };
  return [...documents].flatMap(([path, facts]): readonly Stack[] => {
    // What stands in the blocks of one page are alternatives.
    if (!isYaml(path)) return facts.map((each) => ({ base: each, layers: [each] }));
    const [base] = facts;
    const overrides = documents.get(paths.get(`${withoutEnding(path)}.override`) ?? "") ?? [];
    const isProject = !included.has(path) && !isOverride(path, paths) && (overrides.length > 0 || !lenders.has(path));
    return base && isProject ? [{ base, layers: [...layersOf(path), ...overrides] }] : [];
  });
}

/** Whether Compose reads it with the file that it overrides. */
function isOverride(path: FileId, paths: ReadonlyMap<string, FileId>): boolean {
  const name = withoutEnding(path);
  return name.endsWith(".override") && paths.has(name.slice(0, -".override".length));
}

/** The services that another file must define: Compose starts none without an image or a build. */
function servicesChanged({ containers }: ContainersFacts): readonly string[] {
  return containers.flatMap(({ process, extends: borrowed, decides = [] }) => {
    const isWhole =
      borrowed !== undefined || (["image", "build", "provider"] as const).some((key) => decides.includes(key));
    return isWhole ? [] : process.name;
  });
}

function mayDefine({ containers, includes }: ContainersFacts, services: readonly string[]): boolean {
  const names = new Set(services);
  return includes.length > 0 || containers.some(({ process }) => names.has(process.name));
}

/** `compose.prod.yaml` stands on `compose.yaml`; any other file on what Compose finds in its folder by itself. */
function fileBelow(path: FileId, paths: ReadonlyMap<string, FileId>): FileId | undefined {
  const name = withoutEnding(path);
  const folder = folderOf(path);
  for (let end = name.length - 1; end > folder.length + 1; end--) {
    if (!/[._-]/.test(name[end] ?? "")) continue;
    const below = paths.get(name.slice(0, end));
    if (below !== undefined) return below;
  }
  return ["compose", "docker-compose"].flatMap((each) => paths.get(`${folder}/${each}`) ?? [])[0];
}
