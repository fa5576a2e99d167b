import type { FileId, ProjectFacts } from "../facts.js";
import { folderOf, isWithin } from "../paths.js";

/** What a fix has to know of the workspace to find the project file it writes into. */
export interface ProjectSurroundings {
  readonly roots: readonly FileId[];
  readonly projects: readonly ProjectFacts[];
}

/** A project file that is there, or one to be made. */
export type ProjectTarget =
  { readonly file: FileId; readonly facts: ProjectFacts } | { readonly file: FileId; readonly facts: undefined };

/**
 * The nearest project file above all of the files, else one in the workspace folder that holds them. Undefined where no
 * folder holds them all, and for documents on no disk.
 */
export function projectTargetFor(
  files: readonly FileId[],
  { roots, projects }: ProjectSurroundings,
): ProjectTarget | undefined {
  const holdsAll = (folder: FileId): boolean => files.length > 0 && files.every((file) => isWithin(file, folder));
  const nearest = longest(projects.filter(({ file }) => holdsAll(folderOf(file))).map(({ file }) => file));
  const facts = projects.find(({ file }) => file === nearest);
  if (facts !== undefined) return { file: facts.file, facts };
  const root = longest(roots.filter(holdsAll));
  return root === undefined ? undefined : { file: `${root.replace(/\/$/, "")}/.portolan.yaml`, facts: undefined };
}

/** Of folders above one file, or of files in them, the one that lies deepest. */
function longest(paths: readonly FileId[]): FileId | undefined {
  const depthOf = (path: FileId): number => folderOf(path).length;
  return paths.reduce<FileId | undefined>(
    (best, each) => (best === undefined || depthOf(each) > depthOf(best) ? each : best),
    undefined,
  );
}

/** A path as it is written in a project file; undefined for one that lies elsewhere. */
export function pathInProject(file: FileId, project: FileId): string | undefined {
  const folder = folderOf(project);
  return isWithin(file, folder) ? file.slice(folder.length + 1) : undefined;
}
