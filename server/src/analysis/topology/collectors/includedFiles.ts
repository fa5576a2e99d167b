import type { FileId, Include, NodePath } from "../../facts.js";
import { folderOf, joinPath } from "../../paths.js";
import { hostTree } from "../sites.js";

/**
 * The file that an include names. A relative path begins at the working directory, for which the folder of the file that
 * names it is the best guess; on a host, an absolute one begins at the root of its file tree.
 */
export function includedFile({ written, place: { file } }: Include): FileId {
  const tree = written.startsWith("/") ? hostTree(file) : undefined;
  return tree === undefined ? joinPath(folderOf(file), written) : joinPath(tree, written.slice(1));
}

/** Those that are worth reading. A single setting in a file of its own is mostly a secret; only addresses are not. */
export function filesIncluded(includes: readonly Include[]): readonly FileId[] {
  return [...new Set(includes.filter(mayBeLookedAt).map(includedFile))];
}

function mayBeLookedAt({ path, written }: Include): boolean {
  return /\.ya?ml$/i.test(written) || isPart(path) || /endpoint|address|host|port/i.test(String(path.at(-1)));
}

/** Whether it is a section, a component, a pipeline or one of its lists, as opposed to a setting. */
function isPart(path: NodePath): boolean {
  return path.length <= (path[0] === "service" ? 5 : 2);
}
