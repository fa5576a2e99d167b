import type { Span } from "../text.js";
import type { AliasNode, Entry, MapNode, ScalarNode, SeqNode, YamlNode } from "./node.js";

type Concrete = Exclude<YamlNode, AliasNode>;

/** Longest chain of aliases followed; YAML itself allows no alias to an alias, but merge keys can nest. */
const maxIndirections = 16;

/** The node an alias stands for; undefined where it stands for nothing. */
export function resolve(node: YamlNode | undefined): Concrete | undefined {
  let current = node;
  for (let hops = 0; current?.kind === "alias"; hops++) {
    if (hops > maxIndirections) return undefined;
    current = current.target;
  }
  return current;
}

export function asMap(node: YamlNode | undefined): MapNode | undefined {
  const concrete = resolve(node);
  return concrete?.kind === "map" ? concrete : undefined;
}

export function asSeq(node: YamlNode | undefined): SeqNode | undefined {
  const concrete = resolve(node);
  return concrete?.kind === "seq" ? concrete : undefined;
}

export function asScalar(node: YamlNode | undefined): ScalarNode | undefined {
  const concrete = resolve(node);
  return concrete?.kind === "scalar" ? concrete : undefined;
}

/** True for `key:`, `key: null` and `key: ~`. */
export function isNull(node: YamlNode | undefined): boolean {
  return asScalar(node)?.value === null;
}

/** A scalar's text unless it is null; numbers and booleans count as the text that stands there. */
export function textOf(node: YamlNode | undefined): string | undefined {
  const scalar = asScalar(node);
  return scalar === undefined || scalar.value === null ? undefined : scalar.text;
}

export function booleanOf(node: YamlNode | undefined): boolean | undefined {
  const value = asScalar(node)?.value;
  return typeof value === "boolean" ? value : undefined;
}

/**
 * The entries of a map with `<<` merge keys resolved: own keys win over merged ones, and of a key written twice the
 * last counts.
 */
export function entriesOf(node: YamlNode | undefined): readonly Entry[] {
  const map = asMap(node);
  if (map === undefined) return [];
  if (map.entries.some(isMerge)) return mergedEntries(map, 0, new Map());
  return map.repeats ? lastOfEach(map.entries) : map.entries;
}

function lastOfEach(entries: readonly Entry[]): readonly Entry[] {
  return [...new Map(entries.map((entry) => [entry.key.text, entry])).values()];
}

/** @param known what is merged already, so that a map that is named a thousand times is merged once */
function mergedEntries(map: MapNode, depth: number, known: Map<MapNode, readonly Entry[]>): readonly Entry[] {
  const before = known.get(map);
  if (before !== undefined || depth > maxIndirections) return before ?? [];
  const byKey = new Map<string, Entry>();
  for (const entry of map.entries.filter(isMerge)) {
    const sources = asSeq(entry.value)?.items ?? [entry.value];
    for (const source of sources) {
      const target = asMap(source);
      if (target === undefined) continue;
      for (const merged of mergedEntries(target, depth + 1, known)) {
        if (!byKey.has(merged.key.text)) byKey.set(merged.key.text, merged);
      }
    }
  }
  for (const entry of map.entries) if (!isMerge(entry)) byKey.set(entry.key.text, entry);
  const merged = [...byKey.values()];
  known.set(map, merged);
  return merged;
}

function isMerge(entry: Entry): boolean {
  return entry.key.text === "<<" && entry.key.style === "plain";
}

/** The entry of a key; the last one where it is written twice. */
export function entryOf(node: YamlNode | undefined, key: string): Entry | undefined {
  return entriesOf(node).findLast((entry) => entry.key.text === key);
}

export function get(node: YamlNode | undefined, ...path: readonly string[]): YamlNode | undefined {
  let current = node;
  for (const key of path) current = entryOf(current, key)?.value;
  return current;
}

/** The deepest entry that exists on a path, and how many of its keys were found. */
export function deepestEntry(
  node: YamlNode | undefined,
  path: readonly string[],
): { readonly entry: Entry; readonly depth: number } | undefined {
  let found: { entry: Entry; depth: number } | undefined;
  let current = node;
  for (const [index, key] of path.entries()) {
    const entry = entryOf(current, key);
    if (entry === undefined) break;
    found = { entry, depth: index + 1 };
    current = entry.value;
  }
  return found;
}

/** The place in the file of a stretch of a scalar's text; the whole scalar where it cannot be told. */
export function spanWithin(scalar: ScalarNode, start: number, end: number): Span {
  return exactSpanWithin(scalar, start, end) ?? scalar.span;
}

/** As `spanWithin`, but undefined where the stretch does not stand in the file in one piece. */
export function exactSpanWithin(scalar: ScalarNode, start: number, end: number): Span | undefined {
  const piece = scalar.pieces.find((each) => each.inner <= start && end <= each.inner + each.length);
  if (piece === undefined) return undefined;
  const outer = piece.outer + (start - piece.inner);
  return { start: outer, end: outer + (end - start) };
}
