import type { ComponentRow, RequirementRow } from "../../catalog/types.js";
import type { FileId, MissingKey } from "../../facts.js";
import { asMap, asScalar, asSeq, deepestEntry, entriesOf } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import { isOpen } from "./walk.js";

/** What a component refuses to do without and does not have. */
export function missingKeys(component: Entry, row: ComponentRow, file: FileId): readonly MissingKey[] {
  return (row.requires ?? [])
    .filter(({ anyOf }) => !anyOf.some((path) => isGiven(component.value, path)))
    .map(({ anyOf, error, whenBuilt }) => ({
      kind: "missing-key",
      place: { file, span: blamed(component, anyOf).key.span },
      keys: anyOf.map((path) => path.filter((key) => key !== "*").join(".")),
      error,
      ...(whenBuilt && { whenBuilt }),
    }));
}

/** Whether a key holds something. What a variable fills in does; zero and an empty text do not. */
function isGiven(node: YamlNode, [key, ...rest]: readonly string[]): boolean {
  const scalar = asScalar(node);
  if (scalar?.value !== null && scalar !== undefined && isOpen(scalar)) return true;
  if (key === undefined) return scalar ? !/^(?:0+(?:ns|us|ms|s|m|h)?)?$/.test(scalar.text.trim()) : !isEmpty(node);
  if (key === "*") return !isEmpty(node) || (scalar !== undefined && scalar.value !== null);
  const entries = entriesOf(node);
  // A template's key may stand for any other.
  if (entries.some((entry) => isOpen(entry.key))) return true;
  const next = entries.findLast((entry) => entry.key.text === key);
  return next !== undefined && isGiven(next.value, rest);
}

function isEmpty(node: YamlNode): boolean {
  return (asMap(node)?.entries.length ?? 0) + (asSeq(node)?.items.length ?? 0) === 0;
}

/** The key that stands there without what it needs, or else the component. */
function blamed(component: Entry, anyOf: RequirementRow["anyOf"]): Entry {
  const [path = []] = anyOf;
  const found =
    anyOf.length === 1
      ? deepestEntry(
          component.value,
          path.filter((key) => key !== "*"),
        )?.entry
      : undefined;
  const own = found && found.key.span.start >= component.span.start && found.span.end <= component.span.end;
  return own ? found : component;
}
