import { configShapeOf } from "../../catalog/configShapes.js";
import { configurationKeys } from "../../catalog/configurationKeys.js";
import type { ComponentRow } from "../../catalog/types.js";
import type { ConfigIssue, FileId, UnknownKey } from "../../facts.js";
import { asScalar } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import { invalidValues } from "./constraints.js";
import { isOpen } from "./walk.js";
import { removedKeyUses } from "./removedKeys.js";
import { missingKeys } from "./requirements.js";
import { compareShape } from "./shapes.js";
import { unbindableEndpoints } from "./unbindable.js";

/** What is wrong with a component's own settings. Nothing where a variable or a template stands for all of them. */
export function readIssues(component: Entry, row: ComponentRow, file: FileId): readonly ConfigIssue[] {
  const scalar = asScalar(component.value);
  if (isOpen(component.key) || (scalar && isOpen(scalar))) return [];
  const shape = configShapeOf(row);
  return [
    ...missingKeys(component, row, file),
    ...invalidValues(component, row, file),
    ...removedKeyUses(component, row, file),
    ...unbindableEndpoints(component, row, file),
    ...(shape ? compareShape(component.value, shape, file) : []),
  ];
}

export function unknownKeysAround(root: YamlNode, file: FileId): readonly UnknownKey[] {
  return compareShape(root, configurationKeys, file, true).filter((issue) => issue.kind === "unknown-key");
}
