import type { CollectorFacts, FileId, FragmentFacts, NodePath } from "../../facts.js";
import type { Span } from "../../text.js";
import { asMap } from "../../yaml/access.js";
import type { Entry, ScalarNode, YamlDocument, YamlNode } from "../../yaml/node.js";
import { readIncludes } from "./includes.js";
import { readConfiguration } from "./source.js";

/** What a file holds that a configuration includes; the collector takes the first document. Undefined for an empty one. */
export function readFragment(document: YamlDocument | undefined, file: FileId): FragmentFacts | undefined {
  const root = document?.root;
  if (document === undefined || root === undefined) return undefined;
  return {
    kind: "fragment",
    file,
    root,
    includes: readIncludes(root, file),
    syntaxErrors: document.problems.length > 0,
  };
}

/** Reads a fragment as what it is to who includes it: the value at a path of a configuration that has no other. */
export function readFragmentAt(
  { root, file, syntaxErrors }: FragmentFacts,
  path: NodePath,
): CollectorFacts | undefined {
  const { span } = root;
  const begins = asMap(root)?.entries[0]?.key.span ?? span;
  const wrapped = path.reduceRight<YamlNode>((value, key) => {
    if (typeof key === "number") return { kind: "seq", items: [value], flow: false, span };
    const entry: Entry = { key: keyOf(key, begins), value, span };
    return { kind: "map", entries: [entry], repeats: false, flow: false, span };
  }, root);
  const whole = asMap(wrapped);
  return whole && { ...readConfiguration(whole, file, syntaxErrors), parsedBy: "collector" };
}

/** A key that stands in another file. What is said of it is said where the fragment begins. */
function keyOf(text: string, span: Span): ScalarNode {
  return { kind: "scalar", value: text, text, style: "plain", span, pieces: [] };
}
