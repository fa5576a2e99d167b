import { isAbsolute, resolve } from "node:path";
import type { ArtifactLocation, PhysicalLocation, Region, Run } from "sarif";
import type { FileId } from "../../analysis/facts.js";
import { childOf, fileIdToUri, fromFileId, toFileId } from "../../workspace/paths.js";
import type { Spot } from "../places.js";

/** What code scanning takes for the top of the repository. */
const sourceRoot = "%SRCROOT%";

/** How SARIF says where something is. */
export interface Locator {
  readonly baseIds: NonNullable<Run["originalUriBaseIds"]>;
  readonly artifact: (file: string) => ArtifactLocation;
  readonly region: (range: Spot["range"]) => Region;
  readonly physical: (spot: Spot) => PhysicalLocation;
}

/** Files are named from the working directory; those that lie outside of it by their whole URI. */
export function locator(workingDirectory: FileId): Locator {
  const artifact = (file: string): ArtifactLocation => {
    const outside = file.startsWith("../") || isAbsolute(file);
    if (!outside) return { uri: file.split("/").map(encoded).join("/"), uriBaseId: sourceRoot };
    return { uri: uriOf(toFileId(resolve(fromFileId(workingDirectory), file))) };
  };
  return {
    baseIds: { [sourceRoot]: { uri: uriOf(childOf(workingDirectory, "")) } },
    artifact,
    region,
    physical: (spot) => ({ artifactLocation: artifact(spot.file), region: region(spot.range) }),
  };
}

function region({ start, end }: Spot["range"]): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** Brackets and the like are no part of a URI, though browsers take them. */
function uriOf(file: FileId): string {
  return fileIdToUri(file).replace(/[[\]|^]/g, encodeURIComponent);
}

/** A name that is no text (half of a surrogate pair) cannot be encoded as it is. */
function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\uFFFD"));
}
