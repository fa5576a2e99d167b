import type { FileId, MountSource } from "../../facts.js";
import type { Span } from "../../text.js";
import { asScalar, asSeq } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { interpolate, type Variables } from "./interpolate.js";
import { unknown, type Placed } from "./placed.js";

/** What the parts of one Compose file are read with. */
export interface Context {
  readonly file: FileId;
  /** What relative paths start from. */
  readonly folder: FileId;
  readonly variables: Variables;
  /** What the entries of the top-level `configs` stand for. */
  readonly configs: ReadonlyMap<string, MountSource>;
}

/** As `Context`, for one service. */
export interface ServiceContext extends Context {
  /** The service with all that stands under it; what stands elsewhere, it shares by an alias or a merge key. */
  readonly own: Span;
}

export function isShared(node: YamlNode, { own }: ServiceContext): boolean {
  return node.span.start < own.start || own.end < node.span.end;
}

/** A scalar with its variables put in their place; undefined for null and for what is no scalar. */
export function placedText(node: YamlNode | undefined, { variables }: Context): Placed | undefined {
  const scalar = asScalar(node);
  return scalar === undefined || scalar.value === null ? undefined : interpolate(scalar, variables);
}

/** As `placedText`, but undefined also where a variable without a default has a part in it. */
export function knownText(node: YamlNode | undefined, context: Context): string | undefined {
  const text = placedText(node, context)?.text;
  return text === undefined || text.includes(unknown) ? undefined : text;
}

/** The items of a list; a single value counts as a list of one. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return asSeq(node)?.items ?? (node === undefined ? [] : [node]);
}
