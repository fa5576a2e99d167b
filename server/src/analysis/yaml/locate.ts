import type { Entry, MapNode, ScalarNode, SeqNode, YamlNode } from "./node.js";
import { documentTextAt, documentTextsOf } from "./documentTexts.js";
import { parseDocumentText, parseEmbedded } from "./parse.js";
import type { Span } from "../text.js";

/**
 * The nodes around an offset, the outermost first. Behind a scalar that holds a document follow the nodes of that
 * document. Empty where no document of the text reaches there.
 */
export function nodesAt(text: string, offset: number): readonly YamlNode[] {
  const around = parseDocumentText(documentTextAt(documentTextsOf(text), offset));
  const root = around.find((document) => document.root && holds(document.root.span, offset))?.root;
  return root ? [root, ...nodesInside(root, offset)] : [];
}

function nodesInside(node: YamlNode, offset: number): readonly YamlNode[] {
  const next = childAt(node, offset);
  return next ? [next, ...nodesInside(next, offset)] : [];
}

function childAt(node: YamlNode, offset: number): YamlNode | undefined {
  switch (node.kind) {
    case "alias":
      return undefined;
    case "seq":
      return node.items.find(({ span }) => holds(span, offset));
    case "map": {
      const entry = node.entries.find(({ span }) => holds(span, offset));
      if (entry === undefined) return undefined;
      return [entry.key, entry.value].find(({ span }) => holds(span, offset));
    }
    case "scalar":
      return documentIn(node, offset);
  }
}

/** A text of one line is mostly no document, and one that is would not be edited. */
function documentIn(scalar: ScalarNode, offset: number): YamlNode | undefined {
  if (!scalar.text.includes("\n")) return undefined;
  return parseEmbedded(scalar)?.find(({ root }) => root && holds(root.span, offset))?.root;
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** An entry, and the map that it stands in. */
export interface LocatedEntry {
  readonly map: MapNode;
  readonly entry: Entry;
  /** Whose value the map is; undefined at the top of a document, and for an item of a list. */
  readonly holder: Entry | undefined;
}

/** The entry whose key begins at an offset. */
export function entryAt(text: string, key: number): LocatedEntry | undefined {
  const nodes = nodesAt(text, key);
  for (const [index, map] of nodes.entries()) {
    const entry = map.kind === "map" ? map.entries.find((each) => each.key.span.start === key) : undefined;
    if (map.kind === "map" && entry) return { map, entry, holder: holderOf(map, nodes[index - 1]) };
  }
  return undefined;
}

function holderOf(value: YamlNode, outer: YamlNode | undefined): Entry | undefined {
  return outer?.kind === "map" ? outer.entries.find((entry) => entry.value === value) : undefined;
}

/** The innermost list around an offset that is the value of a key. */
export function listAt(text: string, offset: number): { readonly entry: Entry; readonly list: SeqNode } | undefined {
  const nodes = nodesAt(text, offset);
  const at = nodes.findLastIndex(({ kind }) => kind === "seq");
  const list = nodes[at];
  const entry = list && holderOf(list, nodes[at - 1]);
  return entry && list.kind === "seq" ? { entry, list } : undefined;
}
