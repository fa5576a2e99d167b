import type { FileId, RepeatedKey } from "../../facts.js";
import { asMap, get } from "../../yaml/access.js";
import type { ScalarNode, YamlNode } from "../../yaml/node.js";
import { normaliseId, sectionKinds } from "./recognise.js";

/** Ids that differ only in the space that the collector ignores: `otlp/2` and `otlp / 2`. */
export function repeatedIds(root: YamlNode, file: FileId): readonly RepeatedKey[] {
  const maps = [...[...sectionKinds.keys()].map((name) => get(root, name)), get(root, "service", "pipelines")];
  return maps.flatMap((map) => repeatsAmong(asMap(map)?.entries.map(({ key }) => key) ?? [], file));
}

function repeatsAmong(keys: readonly ScalarNode[], file: FileId): readonly RepeatedKey[] {
  const firsts = new Map<string, ScalarNode>();
  return keys.flatMap((key): readonly RepeatedKey[] => {
    const id = normaliseId(key.text);
    const first = firsts.get(id);
    if (first === undefined) firsts.set(id, key);
    if (first === undefined || first.text === key.text) return [];
    return [{ key: key.text, id, place: { file, span: key.span }, first: { file, span: first.span } }];
  });
}
