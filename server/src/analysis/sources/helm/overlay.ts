import { asMap, entriesOf, isNull } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";

/**
 * A chart's default values with the user's laid over them, as Helm does it: maps are merged, everything else replaced,
 * and `null` takes a default back. What the user wrote comes first, so that edits find their place beside it.
 */
export function overlay(defaults: YamlNode, values: YamlNode): YamlNode {
  const below = asMap(defaults);
  const above = asMap(values);
  if (below === undefined || above === undefined) return values;
  const known = new Map(below.entries.map((entry) => [entry.key.text, entry]));
  const written = entriesOf(above);
  const names = new Set(written.map(({ key }) => key.text));
  const entries = written.flatMap((entry): readonly Entry[] => {
    const replaced = known.get(entry.key.text);
    if (replaced === undefined) return [entry];
    return isNull(entry.value) ? [] : [{ ...entry, value: overlay(replaced.value, entry.value) }];
  });
  const kept = below.entries.filter(({ key }) => !names.has(key.text));
  return { ...above, entries: [...entries, ...kept], repeats: false };
}
