import { append } from "../lists.js";
import type { FileId } from "../facts.js";

/** Things by the file that each belongs to, found by every folder around it. */
export class FolderIndex<T> {
  private readonly byPath = new Map<FileId, T[]>();

  add(file: FileId, thing: T): void {
    for (const path of pathsAround(file)) append(this.byPath, path, thing);
  }

  /** Those of a file, or of all files in a folder and below, as `isWithin` has it; in the order in which they came. */
  within(path: FileId): readonly T[] {
    return this.byPath.get(withoutSlash(path)) ?? [];
  }
}

/** Files and folders, to ask whether another one lies in any of them. */
export class PathSet {
  private readonly paths: ReadonlySet<FileId>;

  constructor(paths: readonly FileId[]) {
    this.paths = new Set(paths.map(withoutSlash));
  }

  holds(file: FileId): boolean {
    return pathsAround(file).some((path) => this.paths.has(path));
  }
}

/** `/etc/otelcol/config.yaml`, `/etc/otelcol`, `/etc` and the empty path of the root. */
function pathsAround(file: FileId): readonly FileId[] {
  const paths = [file];
  for (let end = file.lastIndexOf("/"); end >= 0; end = end === 0 ? -1 : file.lastIndexOf("/", end - 1)) {
    paths.push(file.slice(0, end));
  }
  return paths;
}

function withoutSlash(path: FileId): FileId {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}
