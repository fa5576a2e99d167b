import type { ConfigShape, KeysShape } from "../../catalog/types.js";
import type { FileId, UnknownKey, WantedType, WrongType } from "../../facts.js";
import { nearest } from "../../nearest.js";
import { anyVersion, type VersionRange } from "../../versions.js";
import { entriesOf, resolve } from "../../yaml/access.js";
import type { Entry, ScalarNode, YamlNode } from "../../yaml/node.js";
import { parseDuration } from "./quantity.js";
import { isOpen } from "./walk.js";

/** Since v0.105.0 a text is no number, whatever it says. */
const strict: VersionRange = { since: "0.105.0" };

/** How many nodes of one component are looked at; aliases can make more of them than the file has letters. */
const mostNodes = 4000;

/**
 * Compares settings with what is known of their keys. What nobody knows is taken to be right.
 *
 * @param isFixed whether no release adds keys to these
 */
export function compareShape(
  config: YamlNode,
  shape: KeysShape,
  file: FileId,
  isFixed = false,
): readonly (UnknownKey | WrongType)[] {
  const comparison = new Comparison(file, isFixed);
  comparison.node(config, shape, []);
  return comparison.found;
}

class Comparison {
  readonly found: (UnknownKey | WrongType)[] = [];
  private nodes = 0;

  constructor(
    private readonly file: FileId,
    private readonly isFixed: boolean,
  ) {}

  node(node: YamlNode, shape: ConfigShape, path: readonly string[]): void {
    if (shape === "any" || ++this.nodes > mostNodes) return;
    const concrete = resolve(node);
    if (concrete === undefined || concrete.tag !== undefined) return;
    if (concrete.kind === "scalar") this.scalar(concrete, shape, path);
    // `{{ … }}` without quotes is a map to YAML.
    else if (concrete.kind === "map" && concrete.flow && concrete.entries.length === 0) return;
    else if (typeof shape === "string") this.wrong(node, path, wantedOf(shape), anyVersion);
    else if (concrete.kind === "seq") {
      if (!("items" in shape)) this.wrong(node, path, "a map", anyVersion);
      else concrete.items.forEach((item, index) => this.node(item, shape.items, [...path, String(index)]));
    } else if ("items" in shape) this.wrong(node, path, "a list", anyVersion);
    else this.entries(entriesOf(concrete), shape, path);
  }

  private entries(
    entries: readonly Entry[],
    shape: KeysShape | { readonly values: ConfigShape },
    path: readonly string[],
  ): void {
    // A template may stand for any key.
    if (entries.some(({ key }) => isOpen(key))) return;
    for (const { key, value } of entries) {
      const inner = "values" in shape ? shape.values : ownShape(shape, key.text);
      if (inner !== undefined) this.node(value, inner, [...path, key.text]);
      else if ("keys" in shape && shape.free !== true) this.unknown(key, entries, shape);
    }
  }

  private unknown(key: ScalarNode, siblings: readonly Entry[], { keys }: KeysShape): void {
    const written = new Set(siblings.map((sibling) => sibling.key.text));
    const meant = nearest(
      key.text,
      Object.keys(keys).filter((each) => !written.has(each)),
      2,
    );
    // What was one may have become several, in a release that is newer than what is known.
    const isNumber = meant === `${key.text}s` || key.text === `${meant ?? ""}s`;
    if (meant === undefined || (isNumber && !this.isFixed)) return;
    this.found.push({ kind: "unknown-key", place: this.placeOf(key), key: key.text, meant });
  }

  private scalar(scalar: ScalarNode, shape: Exclude<ConfigShape, "any">, path: readonly string[]): void {
    if (scalar.value === null || isOpen(scalar)) return;
    if (typeof shape === "object") {
      // Some lists of maps take a word for the shortest of them.
      if (/^\d+$/.test(path.at(-1) ?? "")) return;
      // A text where a list of them is wanted is split at its commas.
      if (!("items" in shape)) this.wrong(scalar, path, "a map", anyVersion);
      return;
    }
    const versions = unreadable(scalar, shape, path.at(-1) ?? "");
    if (versions) this.wrong(scalar, path, wantedOf(shape), versions);
  }

  private wrong(node: YamlNode, path: readonly string[], wanted: WantedType, versions: VersionRange): void {
    const concrete = resolve(node);
    const found = concrete?.kind === "scalar" ? { text: concrete.text } : concrete?.kind === "seq" ? "a list" : "a map";
    this.found.push({ kind: "wrong-type", place: this.placeOf(node), key: path.join("."), wanted, found, versions });
  }

  private placeOf({ span }: YamlNode): UnknownKey["place"] {
    return { file: this.file, span };
  }
}

/** Own members only: `__proto__` is a key like any other. */
function ownShape({ keys }: KeysShape, key: string): ConfigShape | undefined {
  return Object.hasOwn(keys, key) ? keys[key] : undefined;
}

/** The versions that do not read a scalar as what is wanted; undefined where all of them do. */
function unreadable({ value, text }: ScalarNode, shape: ConfigShape, key: string): VersionRange | undefined {
  const trimmed = text.trim();
  switch (shape) {
    case "bool":
      if (typeof value === "boolean") return undefined;
      return /^(?:true|false|[tf01])$/i.test(trimmed) ? strict : anyVersion;
    case "int":
    case "number":
      if (typeof value === "number") return undefined;
      // `16KiB`, `0o644`: some have units or notations of their own.
      if (/^[-+]?\d+(?:\.\d+)?$/.test(trimmed)) return strict;
      // So may a number with names of its own for its values, unless the key says what it counts.
      return !/^[-+]?[.\d]/.test(trimmed) && counts.test(key) ? anyVersion : undefined;
    case "duration":
      if (typeof value === "number" && Number.isInteger(value)) return undefined;
      return parseDuration(trimmed) !== undefined || /^[-+]?\d+$/.test(trimmed) ? undefined : anyVersion;
    default:
      return undefined;
  }
}

const counts = /(?:_mib|_percentage|_size|_consumers|_count|^port)$/;

/** What is wanted, in words. */
export function wantedOf(shape: Extract<ConfigShape, string>): WantedType {
  switch (shape) {
    case "bool":
      return "true or false";
    case "int":
      return "a whole number";
    case "number":
      return "a number";
    case "duration":
      return "a duration";
    case "text":
    case "id":
    case "any":
      return "a text";
  }
}
