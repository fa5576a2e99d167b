import type { CollectorFacts, FileId } from "../../facts.js";
import { parseEmbedded } from "../../yaml/parse.js";
import type { Entry, MapNode, Piece, ScalarNode } from "../../yaml/node.js";
import { spanWithin } from "../../yaml/access.js";
import { readCollectorNode } from "./source.js";

/**
 * The configuration that a command line holds itself: `yaml:exporters::debug::verbosity: detailed`.
 *
 * @param written what stands behind `yaml:`
 * @param literalAt where that begins in the file; it is not read where it stands there in other letters
 */
export function readInlineConfig(
  written: string,
  literalAt: number,
  file: FileId,
  program: string,
): CollectorFacts | undefined {
  const span = { start: literalAt, end: literalAt + written.length };
  const scalar: ScalarNode = {
    kind: "scalar",
    value: written,
    text: written,
    style: "plain",
    span,
    pieces: [{ inner: 0, outer: literalAt, length: written.length }],
  };
  const [document] = parseEmbedded(scalar) ?? [];
  const root = document?.root;
  if (root?.kind !== "map" || document === undefined || document.problems.length > 0) return undefined;
  const holder = { kind: "command line", namespace: undefined, name: program, key: "--config" };
  const facts = readCollectorNode(nested(root), file, false, holder);
  return facts && { ...facts, parsedBy: "collector" };
}

/** Deeper is no setting of any component. */
const deepest = 16;

/** Maps within maps, as the collector reads `a::b: 1`. */
function nested(map: MapNode): MapNode {
  return { ...map, entries: map.entries.map((entry) => nestedEntry(entry, 0)) };
}

function nestedEntry({ key, value, span }: Entry, depth: number): Entry {
  const at = depth < deepest ? key.text.indexOf("::") : -1;
  if (at < 0) return { key, span, value: value.kind === "map" ? nested(value) : value };
  const rest = partOf(key, at + 2, key.text.length);
  const below = nestedEntry({ key: rest, value, span: { start: rest.span.start, end: span.end } }, depth + 1);
  const inner: MapNode = { kind: "map", entries: [below], repeats: false, flow: false, span: below.span };
  return { key: partOf(key, 0, at), span, value: inner };
}

function partOf(key: ScalarNode, start: number, end: number): ScalarNode {
  const span = spanWithin(key, start, end);
  const text = key.text.slice(start, end);
  const pieces: readonly Piece[] = [{ inner: 0, outer: span.start, length: text.length }];
  return { ...key, span, text, value: text, pieces: span.end - span.start === text.length ? pieces : [] };
}
