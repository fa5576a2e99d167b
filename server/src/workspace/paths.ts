import { posix, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isWithin } from "../analysis/paths.js";
import type { FileId } from "../analysis/facts.js";

/** A path of this system, absolute or relative to the process's working directory, as the analysis names files. */
export function toFileId(path: string): FileId {
  const absolute = sep === "\\" ? resolve(path).replaceAll("\\", "/") : resolve(path);
  // Editors and shells disagree about the case of a drive's letter; one file must not become two.
  return absolute.replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
}

/** The path that this system's file functions take. Not for documents that are on no disk. */
export function fromFileId(file: FileId): string {
  return sep === "\\" ? file.replaceAll("/", "\\") : file;
}

/** A document's URI as the analysis names files: a path for what is on a disk, else the URI itself. */
export function uriToFileId(uri: string): FileId {
  if (!uri.startsWith("file:")) return uri;
  try {
    return toFileId(fileURLToPath(uri));
  } catch {
    // A host this system cannot reach, or an escaped slash: on no disk that could be read here.
    return uri;
  }
}

export function fileIdToUri(file: FileId): string {
  return isOnDisk(file) ? pathToFileURL(fromFileId(file)).href : file;
}

/** Whether it names a path; false for `untitled:Untitled-1` and every other URI. */
export function isOnDisk(file: FileId): boolean {
  return !/^[A-Za-z][A-Za-z0-9+.-]+:/.test(file);
}

/** `name` inside `folder`, which may be the root of a file system. */
export function childOf(folder: FileId, name: string): FileId {
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** The folder above; undefined at the root of a file system. */
export function parentOf(path: FileId): FileId | undefined {
  const parent = posix.dirname(path);
  return parent === path || parent === "." ? undefined : parent;
}

/** The path under `folder`, without a leading slash; empty for the folder itself, undefined for what lies elsewhere. */
export function pathUnder(path: FileId, folder: FileId): string | undefined {
  if (!isWithin(path, folder)) return undefined;
  return path.slice(folder.length).replace(/^\//, "");
}

/** As a person standing in `folder` would type it: `etc/config.yaml`, `../other/config.yaml`, `.`. */
export function displayPathFrom(folder: FileId, file: FileId): string {
  if (!isOnDisk(file)) return file;
  const drive = /^[a-z]:/.exec(file)?.[0] ?? "";
  if (!folder.startsWith(drive)) return file;
  return posix.relative(folder.slice(drive.length), file.slice(drive.length)) || ".";
}
