import * as yaml from "yaml";
import type { Span } from "../text.js";
import type { Entry, Piece, ScalarNode, ScalarStyle, YamlDocument, YamlNode, YamlProblem } from "./node.js";
import { looksTooDeep, nestsTooDeeply } from "./depth.js";
import { alignScalar } from "./pieces.js";
import { furtherDown, withinScalar, type Placement } from "./placement.js";
import { documentTextsOf, type DocumentText } from "./documentTexts.js";

const options = {
  version: "1.2",
  // Duplicate keys are a finding with both places, not a reason to stop.
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  logLevel: "silent",
} as const;

/**
 * Reads all documents of a text. Never throws: what cannot be read is a problem of its document, and what could be read
 * around it is still there.
 */
export function parseYaml(text: string): readonly YamlDocument[] {
  return documentTextsOf(text).flatMap(parseDocumentText);
}

/** Reads the documents of a part of a text: one, or none. */
export function parseDocumentText({ text, start }: DocumentText): readonly YamlDocument[] {
  // To YAML a lone CR ends a line, to the library it does not.
  return parsePlaced(text.includes("\r") ? text.replace(/\r(?!\n)/g, "\n") : text, furtherDown(start));
}

/**
 * Reads the documents inside a scalar (a config in a ConfigMap), every node placed in the outer file. Undefined where
 * the scalar's letters cannot be traced to the file.
 */
export function parseEmbedded(scalar: ScalarNode): readonly YamlDocument[] | undefined {
  if (scalar.pieces.length === 0) return undefined;
  return parsePlaced(scalar.text, withinScalar(scalar));
}

function parsePlaced(text: string, placement: Placement): readonly YamlDocument[] {
  if (looksTooDeep(text)) return unreadable(text, placement, tooDeep);
  let documents: readonly yaml.Document.Parsed[];
  try {
    const tokens = [...new yaml.Parser().parse(text)];
    if (tokens.some(nestsTooDeeply)) return unreadable(text, placement, tooDeep);
    documents = [...new yaml.Composer<yaml.ParsedNode>(options).compose(tokens)];
  } catch (error) {
    return unreadable(text, placement, messageOf(error));
  }
  return documents.map((document) => convertDocument(document, text, placement));
}

const tooDeep = "The document is nested too deeply to be read.";

function unreadable(text: string, placement: Placement, message: string): readonly YamlDocument[] {
  const span = placement.span(0, text.length);
  return [{ root: undefined, span, problems: [{ message, span: { ...span, end: span.start } }] }];
}

function convertDocument(document: yaml.Document.Parsed, text: string, placement: Placement): YamlDocument {
  const [start, , end] = document.range;
  const span = placement.span(Math.min(start, text.length), Math.min(end, text.length));
  const problems: YamlProblem[] = document.errors.map((error) => ({
    message: error.message,
    span: placement.span(Math.min(error.pos[0], text.length), Math.min(Math.max(...error.pos), text.length)),
  }));
  try {
    const contents = document.contents;
    const root = contents === null ? undefined : new Converter(text, placement).convert(contents);
    const empty = root?.kind === "scalar" && root.style === "missing";
    return { root: empty ? undefined : root, span, problems };
  } catch (error) {
    return { root: undefined, span, problems: [...problems, { message: messageOf(error), span }] };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const styles: Partial<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single-quoted",
  QUOTE_DOUBLE: "double-quoted",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

class Converter {
  private readonly anchors = new Map<string, YamlNode>();

  constructor(
    private readonly text: string,
    private readonly placement: Placement,
  ) {}

  convert(node: unknown): YamlNode {
    if (yaml.isMap(node)) return this.map(node);
    if (yaml.isSeq(node)) return this.seq(node);
    if (yaml.isAlias(node)) {
      return { kind: "alias", name: node.source, target: this.anchors.get(node.source), span: this.spanOf(node) };
    }
    if (yaml.isScalar(node)) return this.scalar(node);
    return { kind: "scalar", value: null, text: "", style: "missing", pieces: [], span: this.placement.span(0, 0) };
  }

  private map(node: yaml.YAMLMap): YamlNode {
    const entries: Entry[] = [];
    const flow = node.flow === true;
    const map = { kind: "map" as const, entries, repeats: false, flow, span: this.spanOf(node), ...tagOf(node) };
    this.anchor(node.anchor, map);
    for (const pair of node.items) {
      if (!yaml.isScalar(pair.key)) continue;
      const key = this.scalar(pair.key);
      const value = pair.value === null ? this.missingAfter(key.span) : this.convert(pair.value);
      entries.push({ key, value, span: { start: key.span.start, end: Math.max(key.span.end, value.span.end) } });
    }
    map.repeats = new Set(entries.map(({ key }) => key.text)).size < entries.length;
    return map;
  }

  private seq(node: yaml.YAMLSeq): YamlNode {
    const items: YamlNode[] = [];
    const seq: YamlNode = { kind: "seq", items, flow: node.flow === true, span: this.spanOf(node), ...tagOf(node) };
    this.anchor(node.anchor, seq);
    for (const item of node.items) if (!yaml.isPair(item)) items.push(this.convert(item));
    return seq;
  }

  private scalar(node: yaml.Scalar): ScalarNode {
    const value = plainValue(node.value);
    const [start, end] = node.range ?? [0, 0];
    const missing = value === null && start === end;
    const style = missing ? "missing" : (styles[node.type ?? ""] ?? "plain");
    const text = node.source ?? (value === null ? "" : String(value));
    const scalar: ScalarNode = {
      kind: "scalar",
      value,
      text,
      style,
      pieces: this.placed(alignScalar(this.text, start, end, text, style)),
      span: this.spanOf(node),
      ...tagOf(node),
    };
    this.anchor(node.anchor, scalar);
    return scalar;
  }

  private missingAfter(key: Span): ScalarNode {
    const span = { start: key.end, end: key.end };
    return { kind: "scalar", value: null, text: "", style: "missing", pieces: [], span };
  }

  private anchor(name: string | undefined, node: YamlNode): void {
    if (name !== undefined) this.anchors.set(name, node);
  }

  private spanOf(node: { range?: yaml.Range | null | undefined }): Span {
    const [start, end] = node.range ?? [0, 0];
    return this.placement.span(start, this.contentEnd(start, end));
  }

  /** A block's range runs over the blank space behind its last value; a squiggle must not. */
  private contentEnd(start: number, end: number): number {
    let at = end;
    while (at > start && /\s/.test(this.text[at - 1] ?? "")) at--;
    return at;
  }

  private placed(pieces: readonly Piece[]): readonly Piece[] {
    return this.placement.pieces(pieces);
  }
}

function tagOf(node: { tag?: string }): { readonly tag?: string } {
  return node.tag === undefined ? {} : { tag: node.tag.replace(/^tag:yaml\.org,2002:/, "!!") };
}

function plainValue(value: unknown): ScalarNode["value"] {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return Number(value);
    case "undefined":
    case "object":
    case "symbol":
    case "function":
      return null;
  }
}
