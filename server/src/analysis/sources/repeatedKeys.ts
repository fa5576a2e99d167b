import type { FileId, RepeatedKey } from "../facts.js";
import type { Entry, ScalarNode, YamlNode } from "../yaml/node.js";

/** The keys that stand more than once in one map, wherever in a document; what an alias names is looked at once. */
export function repeatedKeysIn(node: YamlNode | undefined, file: FileId): readonly RepeatedKey[] {
  switch (node?.kind) {
    case undefined:
    case "scalar":
    case "alias":
      return [];
    case "seq":
      return node.items.flatMap((item) => repeatedKeysIn(item, file));
    case "map": {
      const inside = node.entries.flatMap(({ value }) => repeatedKeysIn(value, file));
      return node.repeats ? [...repeatsAmong(node.entries, file), ...inside] : inside;
    }
  }
}

function repeatsAmong(entries: readonly Entry[], file: FileId): readonly RepeatedKey[] {
  const firsts = new Map<string, ScalarNode>();
  return entries.flatMap(({ key }): readonly RepeatedKey[] => {
    const first = firsts.get(key.text);
    if (first === undefined) firsts.set(key.text, key);
    if (first === undefined || key.style === "missing") return [];
    return [{ key: key.text, place: { file, span: key.span }, first: { file, span: first.span } }];
  });
}
