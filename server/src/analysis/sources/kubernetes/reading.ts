import { isInvalidPort, parsePort } from "../../endpoint.js";
import type { FileId, InvalidPort, Labels, Place, PortChange, Word } from "../../facts.js";
import type { Span } from "../../text.js";
import { asScalar, asSeq, entriesOf, exactSpanWithin, isNull, textOf } from "../../yaml/access.js";
import type { Entry, YamlDocument, YamlNode } from "../../yaml/node.js";

/** A number that stands in a manifest, and how it is replaced. */
export interface WrittenPort {
  readonly port: number;
  readonly place: Place;
  readonly change: PortChange;
}

/** `{{ … }}`, `${…}`, `$(…)`: what somebody else puts in. */
const variable = /\{\{|\$[({]|<%/;

/** One document while it is read: where things stand in its file, and how much of it there can be. */
export class Reading {
  /** Whether the document does not parse. */
  readonly broken: boolean;
  /** An item takes some letters of the file; a document with far more of them multiplies them by aliases. */
  private itemsLeft: number;
  /** By where they stand: what several things are made of is read more than once. */
  private readonly invalidPorts = new Map<number, InvalidPort>();

  constructor(
    readonly document: YamlDocument,
    readonly file: FileId,
  ) {
    this.broken = document.problems.length > 0;
    this.itemsLeft = 10_000 + (document.span.end - document.span.start) / 4;
  }

  place(node: { readonly span: Span }): Place {
    return { file: this.file, span: node.span };
  }

  /** The items of a list; none for what is no list. */
  items(node: YamlNode | undefined): readonly YamlNode[] {
    return this.limited(asSeq(node)?.items ?? []);
  }

  entries(node: YamlNode | undefined): readonly Entry[] {
    return this.limited(entriesOf(node));
  }

  /** A map of texts; a value that is none is left out. */
  labels(node: YamlNode | undefined): Labels {
    return Object.fromEntries(
      this.entries(node).flatMap(({ key, value }) => {
        const text = textOf(value);
        return text === undefined ? [] : [[detached(key.text), detached(text)]];
      }),
    );
  }

  word(node: YamlNode | undefined): Word | undefined {
    const text = textOf(node);
    return node === undefined || text === undefined ? undefined : { text: detached(text), place: this.place(node) };
  }

  /** A list of texts; undefined for none and for an empty one, which Kubernetes takes for the same. */
  words(node: YamlNode | undefined): readonly Word[] | undefined {
    const words = this.items(node).flatMap((item) => this.word(item) ?? []);
    return words.length === 0 ? undefined : words;
  }

  /**
   * A port as Kubernetes takes it: a plain decimal number. Undefined for 0, which stands for none, and for a text.
   *
   * @param field what the API server knows it by, for one that it refuses if it is out of range
   */
  port(node: YamlNode | undefined, field?: string): WrittenPort | undefined {
    const scalar = asScalar(node);
    if (node !== undefined && field !== undefined) this.keepInvalid(node, field);
    // `04317` is octal to whoever applies the manifest, decimal to this parser.
    if (node === undefined || typeof scalar?.value !== "number" || !/^[1-9]/.test(scalar.text)) return undefined;
    const port = parsePort(scalar.text);
    if (port === undefined) return undefined;
    // What an alias stands for belongs to others too.
    const span = node.kind === "alias" ? undefined : exactSpanWithin(scalar, 0, scalar.text.length);
    const change: PortChange = span ? { kind: "digits", place: { file: this.file, span } } : { kind: "none" };
    return { port, place: this.place(node), change };
  }

  /** The ports since the last call that the API server refuses. */
  takeInvalidPorts(): readonly InvalidPort[] {
    const taken = [...this.invalidPorts.values()];
    this.invalidPorts.clear();
    return taken;
  }

  private keepInvalid(node: YamlNode, field: string): void {
    const scalar = asScalar(node);
    if (this.broken || typeof scalar?.value !== "number") return;
    const { text } = scalar;
    // 0 is what a program writes that was told nothing: a placeholder, not a mistake that a person could mend here.
    if (text === "0" || !isInvalidPort(text)) return;
    this.invalidPorts.set(node.span.start, { field, text, place: this.place(node) });
  }

  /** The same items as long as the document can hold so many, then none. */
  limited<Item>(items: readonly Item[]): readonly Item[] {
    if (items.length > this.itemsLeft) return [];
    this.itemsLeft -= items.length;
    return items;
  }
}

/**
 * The same text without the file it was cut from: an engine keeps the whole of that alive for as long as one longer cut
 * of it is kept, and facts are kept for thousands of files.
 */
export function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** A text that is known as it stands, without variable or template. An empty one says nothing to Kubernetes. */
export function plainTextOf(node: YamlNode | undefined): string | undefined {
  const text = textOf(node);
  return text === undefined || text === "" || variable.test(text) ? undefined : detached(text);
}

/** Whether something is written of which only a template, or whoever applies the manifest, knows what it is. */
export function isUnknown(node: YamlNode | undefined): boolean {
  if (node === undefined || isNull(node)) return false;
  const text = textOf(node);
  return text === undefined || variable.test(text);
}
