import type { ReferenceRow } from "../../catalog/types.js";
import type { FileId, IdReference } from "../../facts.js";
import { asScalar } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { isFilledIn, normaliseId } from "./recognise.js";
import { nodesAt } from "./walk.js";

/** The ids that a component's settings name. One that a variable decides is left out. */
export function readIdReferences(
  config: YamlNode,
  rows: readonly ReferenceRow[],
  file: FileId,
): readonly IdReference[] {
  return rows.flatMap(({ path, to, orBuiltIn }) =>
    nodesAt(config, path).flatMap((node): readonly IdReference[] => {
      const scalar = asScalar(node);
      // A number or `false` names nothing; older versions switched some of this on and off.
      if (typeof scalar?.value !== "string" || scalar.text.trim() === "" || isFilledIn(scalar.text)) return [];
      const place = { file, span: scalar.span };
      return [{ id: normaliseId(scalar.text), place, path: path.join("."), to, ...(orBuiltIn && { orBuiltIn }) }];
    }),
  );
}
