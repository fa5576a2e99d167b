import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import type { FileId } from "../analysis/facts.js";
import { fromFileId } from "./paths.js";

export type ReadResult =
  | { readonly kind: "text"; readonly text: string }
  /** `why` completes "not read: …". */
  | { readonly kind: "skipped"; readonly why: string };

/**
 * In bytes. The largest config a person writes has some hundred kilobytes, and Kubernetes refuses ConfigMaps and
 * Secrets above 1 MiB; what is larger is generated data (dumps, OpenAPI bundles, CRDs), whose parse would hold up the
 * answer for the files that matter.
 */
export const maximumFileSize = 4 * 1024 * 1024;

/** In bytes: as far as git looks for the NUL that tells a binary file from a text. */
const binaryProbe = 8 * 1024;

/**
 * Reads a whole text file and never throws. On purpose not asynchronous: the thread pool's round trips cost several
 * times what reading a small file does. Bytes that are no UTF-8 become U+FFFD, one by one.
 */
export function readText(file: FileId): ReadResult {
  try {
    return read(fromFileId(file));
  } catch (error) {
    return { kind: "skipped", why: describeError(error) };
  }
}

/** False for what cannot be looked at, too. */
export function isFolder(path: FileId): boolean {
  try {
    return statSync(fromFileId(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}

function read(path: string): ReadResult {
  // Without O_NONBLOCK (which Windows has not), opening a named pipe would wait for its writer.
  const descriptor = openSync(path, constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return { kind: "skipped", why: "it is a folder" };
    if (!stat.isFile()) return { kind: "skipped", why: "not a regular file" };
    if (stat.size > maximumFileSize) return tooLarge;
    const bytes = readAll(descriptor, stat.size);
    return bytes === undefined ? tooLarge : decode(bytes);
  } finally {
    closeSync(descriptor);
  }
}

const tooLarge: ReadResult = { kind: "skipped", why: `larger than ${maximumFileSize / 1024 / 1024} MiB` };

/** `size` is what the file had when it was opened; it may have grown since. Undefined beyond the maximum. */
function readAll(descriptor: number, size: number): Buffer | undefined {
  let bytes = Buffer.allocUnsafe(size + 1);
  let filled = 0;
  for (;;) {
    const count = readSync(descriptor, bytes, filled, bytes.length - filled, null);
    if (count === 0) return bytes.subarray(0, filled);
    filled += count;
    if (filled > maximumFileSize) return undefined;
    if (filled === bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
  }
}

/** Bytes as an editor shows them; exported for content that comes from elsewhere than a path. */
export function decode(bytes: Buffer): ReadResult {
  if (bytes.subarray(0, binaryProbe).includes(0)) return { kind: "skipped", why: "not a text file" };
  const text = bytes.toString("utf8");
  // VS Code takes the byte order mark away before it tells a server the text; offsets must mean the same in both.
  return { kind: "text", text: text.startsWith("\uFEFF") ? text.slice(1) : text };
}

/** A file function's error without the path, which the caller names itself. */
export function describeError(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  switch (code) {
    case "ENOENT":
      return "it does not exist";
    case "ENOTDIR":
      return "a part of its path is no folder";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EISDIR":
      return "it is a folder";
    case "ELOOP":
      return "its symbolic links lead in a circle";
    case undefined:
      return String(error);
    default:
      return `${code}: ${error instanceof Error ? error.message.replace(/^\w+: /, "").replace(/, \w+ '.*$/, "") : ""}`;
  }
}
