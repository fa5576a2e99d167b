import { findComponent } from "../../catalog/components.js";
import type { ComponentFact, ComponentKind, FileId } from "../../facts.js";
import { entriesOf } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readDials } from "./dials.js";
import { readIdReferences } from "./idReferences.js";
import { readIssues } from "./issues.js";
import { readListeners } from "./listeners.js";
import { memoryLimitOf } from "./memoryLimit.js";
import { normaliseId, typeOf } from "./recognise.js";
import { readSettings } from "./settings.js";
import { templatesOf } from "./templates.js";

/** The components that a section such as `receivers` defines. */
export function readComponents(
  section: YamlNode | undefined,
  kind: ComponentKind,
  file: FileId,
): readonly ComponentFact[] {
  return entriesOf(section).map((entry) => {
    const id = normaliseId(entry.key.text);
    const type = typeOf(id);
    const row = findComponent(kind, type);
    const memoryLimit = memoryLimitOf(type, entry.value);
    const starts = kind === "receiver" ? templatesOf(type, entry.value, file) : undefined;
    return {
      kind,
      id,
      type,
      key: { file, span: entry.key.span },
      entry: { file, span: entry.span },
      listeners: row ? readListeners(entry, id, row, file) : [],
      dials: row ? readDials(entry, id, row, file) : [],
      issues: row ? readIssues(entry, row, file) : [],
      settings: row ? readSettings(entry.value, row, file) : [],
      references: row ? readIdReferences(entry.value, row.references ?? [], file) : [],
      ...(starts && { starts }),
      ...(memoryLimit !== undefined && { memoryLimit }),
    };
  });
}
