import type { FileId, Include, NodePath } from "../../facts.js";
import type { ScalarNode, YamlNode } from "../../yaml/node.js";

/** The files that take the place of whole values. */
export function readIncludes(root: YamlNode, file: FileId): readonly Include[] {
  return referencesTo(root, []).flatMap(({ scalar, path }): readonly Include[] => {
    const [, written] = /^\$\{file:([^${}]+)\}$/.exec(scalar.text) ?? [];
    return written === undefined ? [] : [{ path, written, place: { file, span: scalar.span } }];
  });
}

interface ScalarAt {
  readonly scalar: ScalarNode;
  readonly path: NodePath;
}

/** Deeper stands no setting that is of interest here. */
const deepest = 16;

/** What an alias repeats is included where it stands first. */
function referencesTo(node: YamlNode, path: NodePath): readonly ScalarAt[] {
  if (path.length > deepest) return [];
  switch (node.kind) {
    case "scalar":
      return node.text.startsWith("${file:") ? [{ scalar: node, path }] : [];
    case "alias":
      return [];
    case "seq":
      return node.items.flatMap((item, index) => referencesTo(item, [...path, index]));
    case "map":
      return node.entries.flatMap(({ key, value }) => referencesTo(value, [...path, key.text]));
  }
}
