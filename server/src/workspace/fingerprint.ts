import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { FileId } from "../analysis/facts.js";
import { fromFileId } from "./paths.js";

/** SHA-256 of files, each read once: what a comparison of the moment asks for. */
export function fingerprints(): (file: FileId) => string | undefined {
  const known = new Map<FileId, string | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, sha256Of(file));
    return known.get(file);
  };
}

/**
 * Of the bytes, in lower-case hexadecimal digits, as `sha256sum` prints it; the text has lost a byte order mark.
 * Undefined where the file cannot be read.
 */
function sha256Of(file: FileId): string | undefined {
  try {
    return createHash("sha256")
      .update(readFileSync(fromFileId(file)))
      .digest("hex");
  } catch {
    return undefined;
  }
}
