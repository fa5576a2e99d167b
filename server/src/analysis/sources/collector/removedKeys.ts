import { removedKeysOf } from "../../catalog/removedKeys.js";
import type { ComponentRow } from "../../catalog/types.js";
import type { FileId, RemovedKeyUse } from "../../facts.js";
import { deepestEntry } from "../../yaml/access.js";
import type { Entry } from "../../yaml/node.js";

/** The keys of a component that some release has dropped. Which release reads them, the file does not tell. */
export function removedKeyUses(component: Entry, row: ComponentRow, file: FileId): readonly RemovedKeyUse[] {
  return removedKeysOf(row).flatMap(({ path, removedIn, instead, renamedTo }): readonly RemovedKeyUse[] => {
    const found = deepestEntry(component.value, path);
    if (found?.depth !== path.length) return [];
    const place = { file, span: found.entry.key.span };
    return [
      {
        kind: "removed-key",
        place,
        key: path.join("."),
        removedIn,
        ...(instead !== undefined && { instead }),
        ...(renamedTo !== undefined && { renamedTo }),
      },
    ];
  });
}
