import type { Span } from "../text.js";

/**
 * A YAML document as the rest of the analysis sees it: plain data, every node with its place in the outer file, even
 * where the document itself is embedded in a scalar of another one.
 */
export type YamlNode = MapNode | SeqNode | ScalarNode | AliasNode;

interface NodeBase {
  readonly span: Span;
  /** An explicit tag such as `!secret` or `!!str`, as written. */
  readonly tag?: string;
}

export interface MapNode extends NodeBase {
  readonly kind: "map";
  readonly entries: readonly Entry[];
  /** Whether a key is written twice. */
  readonly repeats: boolean;
  readonly flow: boolean;
}

export interface SeqNode extends NodeBase {
  readonly kind: "seq";
  readonly items: readonly YamlNode[];
  readonly flow: boolean;
}

export type ScalarStyle = "plain" | "single-quoted" | "double-quoted" | "literal" | "folded" | "missing";

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** What the scalar says as text, before `0x10` or `yes` is understood as something else. */
  readonly text: string;
  readonly style: ScalarStyle;
  /**
   * Where each stretch of `text` stands in the file. One piece for a plain scalar; several where folding, escapes or
   * indentation were taken out; empty where the text cannot be placed letter by letter.
   */
  readonly pieces: readonly Piece[];
}

/**
 * `length` characters that stand at `inner` in the scalar's text stand unchanged at `outer` in the file. A piece of no
 * length marks what stands there in other letters, an escape or folded lines; it reaches to the next piece.
 */
export interface Piece {
  readonly inner: number;
  readonly outer: number;
  readonly length: number;
}

/** `*name`. The target is shared, not copied, so that alias bombs cost nothing; it may contain the alias itself. */
export interface AliasNode extends NodeBase {
  readonly kind: "alias";
  readonly name: string;
  readonly target: YamlNode | undefined;
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: YamlNode;
  /** From the key's beginning to the value's end. */
  readonly span: Span;
}

export interface YamlDocument {
  /** Undefined where the document is empty or only a comment. */
  readonly root: YamlNode | undefined;
  readonly span: Span;
  readonly problems: readonly YamlProblem[];
}

/** What makes a document fail to parse. */
export interface YamlProblem {
  readonly message: string;
  readonly span: Span;
}
