import type { FileId } from "./facts.js";

/** The folder a file or folder lies in; empty for a path without one. */
export function folderOf(path: FileId): FileId {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export function baseName(path: FileId): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The name without its last ending: `config` of `config.yaml`. */
export function stem(path: FileId): string {
  return baseName(path).replace(/(?<=.)\.[^.]*$/, "");
}

/** Resolves `path` against a folder, `.` and `..` taken out. An absolute path stays what it is. */
export function joinPath(folder: FileId, path: string): FileId {
  const absolute = /^(?:\/|[A-Za-z]:[\\/])/.test(path);
  const parts: string[] = [];
  for (const part of (absolute ? path : `${folder}/${path}`).replaceAll("\\", "/").split("/")) {
    if (part === "." || (part === "" && parts.length > 0)) continue;
    if (part === ".." && parts.length > 1) parts.pop();
    else if (part !== "..") parts.push(part);
  }
  return parts.join("/");
}

/** Whether a path is a folder itself or lies under it. */
export function isWithin(path: FileId, folder: FileId): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** A path as a person would say it: from the root that holds it, else whole. */
export function displayPath(path: FileId, roots: readonly FileId[]): string {
  const root = roots
    .filter((each) => isWithin(path, each) && path !== each)
    .reduce<FileId | undefined>(
      (best, each) => (best === undefined || each.length > best.length ? each : best),
      undefined,
    );
  return root === undefined ? path : path.slice(root.endsWith("/") ? root.length : root.length + 1);
}
