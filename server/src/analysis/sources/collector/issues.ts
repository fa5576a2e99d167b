import { configShapeOf } from "../../catalog/configShapes.js";
import type { ComponentRow, KeysShape } from "../../catalog/types.js";
import type { ConfigIssue, FileId, UnknownKey } from "../../facts.js";
import { asScalar } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";
import { isOpen } from "./walk.js";
import { batchSizes, missingKeys } from "./requirements.js";
import { compareShape } from "./shapes.js";

/** What is wrong with a component's own settings. Nothing where a variable or a template stands for all of them. */
export function readIssues(component: Entry, row: ComponentRow, file: FileId): readonly ConfigIssue[] {
  const scalar = asScalar(component.value);
  if (isOpen(component.key) || (scalar && isOpen(scalar))) return [];
  const shape = configShapeOf(row);
  return [
    ...missingKeys(component, row, file),
    ...(row.kind === "processor" && row.type === "batch" ? batchSizes(component, file) : []),
    ...(shape ? compareShape(component.value, shape, file) : []),
  ];
}

/** The keys around the components, which every version of the collector knows alike. */
const around: KeysShape = {
  keys: {
    receivers: "any",
    processors: "any",
    exporters: "any",
    connectors: "any",
    extensions: "any",
    service: {
      keys: {
        extensions: "any",
        telemetry: { keys: { logs: "any", metrics: "any", traces: "any", resource: "any" }, free: true },
        pipelines: { values: { keys: { receivers: "any", processors: "any", exporters: "any" } } },
      },
    },
  },
};

export function unknownKeysAround(root: YamlNode, file: FileId): readonly UnknownKey[] {
  return compareShape(root, around, file, true).filter((issue) => issue.kind === "unknown-key");
}
