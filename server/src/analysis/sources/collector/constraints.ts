import { constraintsOf } from "../../catalog/constraints.js";
import type {
  ApartConstraint,
  Constraint,
  DistinctConstraint,
  OneOfConstraint,
  OrderConstraint,
  RangeConstraint,
} from "../../catalog/constraintTypes.js";
import type { ComponentRow } from "../../catalog/types.js";
import type { FileId, InvalidValue } from "../../facts.js";
import { asMap, asScalar, booleanOf, entriesOf, entryOf, get, isNull } from "../../yaml/access.js";
import type { Entry, ScalarNode, YamlNode } from "../../yaml/node.js";
import { parseDuration } from "./quantity.js";
import { isOpen, nodesAt } from "./walk.js";

/** Values that the component does not take. What a variable or a template decides is left out. */
export function invalidValues(component: Entry, row: ComponentRow, file: FileId): readonly InvalidValue[] {
  const config = component.value;
  if (asMap(config) === undefined || entriesOf(config).some(({ key }) => isOpen(key))) return [];
  return constraintsOf(row)
    .filter((constraint) => isLookedAt(config, constraint))
    .flatMap((constraint) => violations(config, constraint).map((each) => issueOf(constraint, each, file)));
}

interface Violation {
  readonly at: YamlNode;
  readonly value: string;
  readonly found: string;
  readonly wanted: string;
}

function isLookedAt(config: YamlNode, { when }: Constraint): boolean {
  if (when === undefined) return true;
  const node = get(config, ...when.path);
  if (node === undefined || isNull(node)) return when.whenMissing;
  return booleanOf(node) === true;
}

function violations(config: YamlNode, constraint: Constraint): readonly Violation[] {
  switch (constraint.kind) {
    case "range":
      return scalarsAt(config, constraint.path).flatMap((scalar) => outOfRange(scalar, constraint) ?? []);
    case "one-of":
      return namesAt(config, constraint).flatMap((scalar) => notOneOf(scalar, constraint) ?? []);
    case "order":
      return scalarsAt(config, constraint.path).flatMap((scalar) => outOfOrder(config, scalar, constraint) ?? []);
    case "distinct":
      return repeated(scalarsAt(config, constraint.path), constraint);
    case "apart":
      return notApart(config, constraint);
  }
}

/** What is written at a path; nothing that is filled in later. */
function scalarsAt(config: YamlNode, path: readonly string[]): readonly ScalarNode[] {
  return nodesAt(config, path).flatMap((node) => {
    const scalar = asScalar(node);
    return scalar === undefined || scalar.value === null || isOpen(scalar) ? [] : [scalar];
  });
}

function namesAt(config: YamlNode, { of, path }: OneOfConstraint): readonly ScalarNode[] {
  if (of === "text") return scalarsAt(config, path);
  return entriesOf(get(config, ...path)).flatMap(({ key }) => (isOpen(key) ? [] : [key]));
}

function outOfRange(scalar: ScalarNode, range: RangeConstraint): Violation | undefined {
  const value = quantityOf(scalar);
  if (value === undefined || isInside(value, range)) return undefined;
  return { at: scalar, value: scalar.text, found: `is ${scalar.text}`, wanted: sayRange(range) };
}

function isInside(value: number, range: RangeConstraint): boolean {
  const { least = -Infinity, most = Infinity, above = -Infinity, smallest = 0 } = range;
  if (!Number.isFinite(value)) return range.isFinite !== true;
  return value >= least && value <= most && value > above && (value <= 0 || value >= smallest);
}

function sayRange({ least, most, above, smallest }: RangeConstraint): string {
  if (above !== undefined) return `it has to be more than ${String(above)}`;
  if (smallest !== undefined) return `what is more than zero has to be at least ${smallest.toPrecision(2)}`;
  if (least !== undefined && most !== undefined) return `it has to be from ${String(least)} to ${String(most)}`;
  if (least !== undefined) return `it has to be at least ${String(least)}`;
  return most === undefined ? "it has to be a finite number" : `it has to be at most ${String(most)}`;
}

function notOneOf(scalar: ScalarNode, { of, values, ignoresCase }: OneOfConstraint): Violation | undefined {
  const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text);
  const { text } = scalar;
  if (text.trim() === "" || values.some((value) => fold(value) === fold(text))) return undefined;
  const found = of === "keys" ? `holds "${text}"` : `is "${text}"`;
  const [only = "", ...others] = values;
  const known =
    others.length === 0 ? `only "${only}" is known` : `known are ${values.map((each) => `"${each}"`).join(", ")}`;
  return { at: scalar, value: text, found, wanted: known };
}

function outOfOrder(config: YamlNode, scalar: ScalarNode, constraint: OrderConstraint): Violation | undefined {
  const { other, is, fallback } = constraint;
  const node = get(config, ...other);
  const [written] = scalarsAt(config, other);
  if (node !== undefined && !isNull(node) && written === undefined) return undefined;
  const value = quantityOf(scalar);
  const bound = written ? quantityOf(written) : fallback === undefined ? undefined : quantityIn(fallback);
  if (value === undefined || bound === undefined || value === 0 || bound === 0) return undefined;
  if (is === "at least" ? value >= bound : is === "at most" ? value <= bound : value < bound) return undefined;
  const what = written ? `which is ${written.text}` : `which is ${fallback ?? ""} where it is not written`;
  return {
    at: scalar,
    value: scalar.text,
    found: `is ${scalar.text}`,
    wanted: `it has to be ${is} \`${other.join(".")}\`, ${what}`,
  };
}

function repeated(scalars: readonly ScalarNode[], { ignoresCase }: DistinctConstraint): readonly Violation[] {
  const seen = new Set<string>();
  return scalars.flatMap((scalar) => {
    const text = ignoresCase ? scalar.text.toLowerCase() : scalar.text;
    if (!seen.has(text)) {
      seen.add(text);
      return [];
    }
    return [{ at: scalar, value: text, found: `names "${scalar.text}" twice`, wanted: "each has to stand there once" }];
  });
}

function notApart(config: YamlNode, { path, other }: ApartConstraint): readonly Violation[] {
  const own = entryOf(get(config, ...path.slice(0, -1)), path.at(-1) ?? "");
  const excluded = get(config, ...other);
  if (own === undefined || excluded === undefined || isNull(own.value) || isNull(excluded)) return [];
  const wanted = "only one of the two can be";
  return [{ at: own.key, value: own.key.text, found: `is written beside \`${other.join(".")}\``, wanted }];
}

function quantityOf({ value, text }: ScalarNode): number | undefined {
  return typeof value === "number" ? value : quantityIn(text);
}

function quantityIn(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : parseDuration(text);
}

function issueOf(constraint: Constraint, { at, value, found, wanted }: Violation, file: FileId): InvalidValue {
  const { path, error, since, whenBuilt, kind } = constraint;
  const isRelative = kind === "order" || kind === "apart";
  return {
    kind: "invalid-value",
    place: { file, span: at.span },
    key: path.filter((key) => key !== "*").join("."),
    found,
    wanted,
    error: error.replaceAll("{value}", () => value),
    ...(since !== undefined && { since }),
    ...(whenBuilt && { whenBuilt }),
    ...(kind === "one-of" && constraint.grows && { mayBeNewer: true }),
    ...(isRelative && { relative: true }),
  };
}
