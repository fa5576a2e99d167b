import { asMap, asSeq, entriesOf, get } from "../../yaml/access.js";
import type { ScalarNode, YamlNode } from "../../yaml/node.js";

/** Longest list or map that `*` is followed into; scrape targets are written by programs, too. */
const mostEntries = 500;

/** The nodes at a path, of which `*` is every item of a list or value of a map. */
export function nodesAt(node: YamlNode, [key, ...rest]: readonly string[]): readonly YamlNode[] {
  if (key === undefined) return [node];
  if (key !== "*") {
    const next = get(node, key);
    return next ? nodesAt(next, rest) : [];
  }
  const values = asSeq(node)?.items ?? (asMap(node) ? entriesOf(node).map(({ value }) => value) : []);
  return values.slice(0, mostEntries).flatMap((value) => nodesAt(value, rest));
}

/** Whether a variable or a template decides what a scalar says. */
export function isOpen({ text }: ScalarNode): boolean {
  return /\$|\{\{|\}\}|^<[^>]*>$/.test(text);
}
