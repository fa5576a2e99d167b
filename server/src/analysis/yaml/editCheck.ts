import { documentTextAt, documentTextsOf } from "./documentTexts.js";
import type { Entry, YamlDocument, YamlNode } from "./node.js";
import { parseDocumentText, parseEmbedded, parseYaml } from "./parse.js";

/**
 * Reads a text again after an edit: whether the key at an offset gained what it was meant to, and everything else says
 * what it said. The offset is the same in both texts, because edits stand behind their key.
 */
export function mapGained(before: string, after: string, key: number, lines: readonly string[]): boolean {
  const added = entriesIn(shapeOf(parseYaml(lines.join("\n"))[0]?.root));
  return changedOnly(before, after, key, (old, now) => same(entriesIn(now), [...added, ...entriesIn(old)]));
}

export function listGained(before: string, after: string, key: number, item: string): boolean {
  const added = shapeOf(parseYaml(item)[0]?.root);
  return changedOnly(before, after, key, (old, now) => same(now, { list: [...itemsIn(old), added] }));
}

/** Whether the list under a key lost one item that says `item`, and no other with it. */
export function listLost(before: string, after: string, key: number, item: string): boolean {
  const lost = shapeOf(parseYaml(item)[0]?.root);
  return changedOnly(before, after, key, (old, now) => {
    const [all, left] = [itemsIn(old), itemsIn(now)];
    const at = all.findLastIndex((each, index) => same(each, lost) && !same(each, left[index]));
    return at >= 0 && same(left, all.toSpliced(at, 1));
  });
}

/** The same for an entry of the key's map that gave way to others. */
export function entryReplaced(
  before: string,
  after: string,
  key: number,
  replaced: string,
  lines: readonly string[],
): boolean {
  const added = entriesIn(shapeOf(parseYaml(lines.join("\n"))[0]?.root));
  const expected = (old: Shape): readonly (readonly [string, Shape])[] =>
    entriesIn(old).flatMap((entry) => (entry[0] === replaced ? added : [entry]));
  return changedOnly(before, after, key, (old, now) => same(entriesIn(now), expected(old)));
}

/** Whether the map whose first key begins at an offset lost another of its entries, and nothing else. */
export function entryLost(before: string, after: string, firstKey: number, lost: string): boolean {
  return changedOnly(before, after, firstKey, (old, now) => isWithout(old, now, lost), "map");
}

/** The same of the map that is the value of a key. */
export function entryLostUnder(before: string, after: string, key: number, lost: string): boolean {
  return changedOnly(before, after, key, (old, now) => isWithout(old, now, lost));
}

function isWithout(old: Shape, now: Shape, lost: string): boolean {
  const left = entriesIn(old).filter(([name]) => name !== lost);
  return same(entriesIn(now), left) && left.length === entriesIn(old).length - 1;
}

/** Whether the map whose first key begins at an offset gained entries behind another of its entries. */
export function mapGainedBehind(
  before: string,
  after: string,
  firstKey: number,
  other: string,
  lines: readonly string[],
): boolean {
  const added = entriesIn(shapeOf(parseYaml(lines.join("\n"))[0]?.root));
  const expected = (old: Shape): readonly (readonly [string, Shape])[] =>
    entriesIn(old).flatMap((entry) => (entry[0] === other ? [entry, ...added] : [entry]));
  return changedOnly(before, after, firstKey, (old, now) => same(entriesIn(now), expected(old)), "map");
}

/**
 * Whether a text says the same after comments were added to it.
 *
 * @param at an offset before the edit where no key begins; the documents embedded around it are compared by what they
 *   say, too
 */
export function saysTheSame(before: string, after: string, at: number): boolean {
  const [old, now] = [new Reader(at), new Reader(at)];
  const [documentsBefore, documentsAfter] = documentsAround(before, after, at);
  return same(old.read(documentsBefore), now.read(documentsAfter)) && now.problems <= old.problems;
}

/** What a document says, without where and how it says it. */
type Shape =
  | { readonly map: readonly (readonly [string, Shape])[] }
  | { readonly list: readonly Shape[] }
  | { readonly scalar: string | number | boolean | null }
  /** Undefined for one that leads nowhere. */
  | { readonly alias: string | undefined }
  | { readonly documents: readonly Shape[] }
  | { readonly hole: true };

/** What was edited: the value of the key, or the map that it is the first key of. */
type Hole = "value" | "map";

function changedOnly(
  before: string,
  after: string,
  key: number,
  fits: (old: Shape, now: Shape) => boolean,
  hole: Hole = "value",
): boolean {
  const [old, now] = [new Reader(key, hole), new Reader(key, hole)];
  const [documentsBefore, documentsAfter] = documentsAround(before, after, key);
  const around = same(old.read(documentsBefore), now.read(documentsAfter));
  if (!around || old.found === undefined || now.found === undefined) return false;
  return now.problems <= old.problems && fits(old.found, now.found);
}

/** The document around an offset in both texts, where all others are the same word for word; else all. */
function documentsAround(
  before: string,
  after: string,
  offset: number,
): readonly [readonly YamlDocument[], readonly YamlDocument[]] {
  const [old, now] = [documentTextsOf(before), documentTextsOf(after)];
  const index = old.indexOf(documentTextAt(old, offset));
  const [own, edited] = [old[index], now[index]];
  const isAlone = old.length === now.length && old.every(({ text }, at) => at === index || text === now[at]?.text);
  return isAlone && own && edited
    ? [parseDocumentText(own), parseDocumentText(edited)]
    : [parseYaml(before), parseYaml(after)];
}

/** Reads documents into shapes, with a hole where something was edited. */
class Reader {
  found: Shape | undefined;
  problems = 0;

  constructor(
    private readonly key: number,
    private readonly hole: Hole = "value",
  ) {}

  read(documents: readonly YamlDocument[]): readonly Shape[] {
    this.problems += documents.reduce((sum, { problems }) => sum + problems.length, 0);
    return documents.map(({ root }) => this.shape(root));
  }

  private shape(node: YamlNode | undefined): Shape {
    if (node?.kind === "map" && this.hole === "map" && node.entries[0]?.key.span.start === this.key) {
      this.found = shapeOf(node);
      return { hole: true };
    }
    if (node?.kind === "map") return { map: node.entries.map((entry) => this.entry(entry)) };
    if (node?.kind === "seq") return { list: node.items.map((item) => this.shape(item)) };
    if (node?.kind === "scalar" && node.span.start < this.key && this.key < node.span.end) {
      return { documents: this.read(parseEmbedded(node) ?? []) };
    }
    return shapeOf(node);
  }

  private entry({ key, value }: Entry): readonly [string, Shape] {
    if (key.span.start !== this.key) return [key.text, this.shape(value)];
    this.found = shapeOf(value);
    return [key.text, { hole: true }];
  }
}

function shapeOf(node: YamlNode | undefined): Shape {
  switch (node?.kind) {
    case undefined:
      return { scalar: null };
    case "map":
      return { map: node.entries.map(({ key, value }) => [key.text, shapeOf(value)]) };
    case "seq":
      return { list: node.items.map(shapeOf) };
    case "alias":
      return { alias: node.target && node.name };
    case "scalar":
      return { scalar: node.value };
  }
}

function entriesIn(shape: Shape): readonly (readonly [string, Shape])[] {
  return "map" in shape ? shape.map : [];
}

function itemsIn(shape: Shape): readonly Shape[] {
  return "list" in shape ? shape.list : [];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
