import { constraintsOf } from "../../catalog/constraints.js";
import type { Constraint } from "../../catalog/constraintTypes.js";
import type { ComponentRow } from "../../catalog/types.js";
import type { FileId, InvalidValue, Setting } from "../../facts.js";
import { asScalar, entriesOf, get } from "../../yaml/access.js";
import type { Entry, MapNode, ScalarNode, YamlNode } from "../../yaml/node.js";
import type { Span } from "../../text.js";
import { invalidValues } from "./constraints.js";

/** The single values that a component's constraints look at, as far as they are written. */
export function readSettings(config: YamlNode, row: ComponentRow, file: FileId): readonly Setting[] {
  const paths = constraintsOf(row).flatMap(pathsOf);
  const distinct = new Map(paths.filter((path) => !path.includes("*")).map((path) => [path.join("."), path]));
  return [...distinct.values()].flatMap((path): readonly Setting[] => {
    const scalar = asScalar(get(config, ...path));
    return scalar ? [{ path, value: scalar.value, text: scalar.text, place: { file, span: scalar.span } }] : [];
  });
}

function pathsOf(constraint: Constraint): readonly (readonly string[])[] {
  const { kind, path, when } = constraint;
  const switches = when ? [when.path] : [];
  return kind === "order" || kind === "apart" ? [path, constraint.other, ...switches] : [path, ...switches];
}

/** What is wrong with values that several files say together. */
export function invalidSettings(settings: readonly Setting[], row: ComponentRow): readonly InvalidValue[] {
  const [first] = settings;
  if (first === undefined) return [];
  const { file, span } = first.place;
  const value = settings.reduce<MapNode>(
    (map, setting) => withScalar(map, setting.path, scalarOf(setting)),
    empty(span),
  );
  const places = new Map(settings.map(({ place }) => [place.span, place]));
  return invalidValues({ key: keyOf("", span), value, span }, row, file).map((issue) => ({
    ...issue,
    place: places.get(issue.place.span) ?? issue.place,
  }));
}

function withScalar(map: MapNode, [key = "", ...rest]: readonly string[], scalar: ScalarNode): MapNode {
  const others = map.entries.filter((entry) => entry.key.text !== key);
  const below = entriesOf(map).find((entry) => entry.key.text === key)?.value;
  const inner = below?.kind === "map" ? below : empty(scalar.span);
  const value = rest.length === 0 ? scalar : withScalar(inner, rest, scalar);
  const entry: Entry = { key: keyOf(key, scalar.span), value, span: scalar.span };
  return { ...map, entries: [...others, entry] };
}

function empty(span: Span): MapNode {
  return { kind: "map", entries: [], repeats: false, flow: false, span };
}

function keyOf(text: string, span: Span): ScalarNode {
  return { kind: "scalar", value: text, text, style: "plain", span, pieces: [] };
}

function scalarOf({ value, text, place: { span } }: Setting): ScalarNode {
  return { kind: "scalar", value, text, style: "plain", span, pieces: [] };
}
