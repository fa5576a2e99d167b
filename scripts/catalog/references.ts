import type { ReferenceRow, RenameRow } from "../../server/src/analysis/catalog/types.js";
import type { Value } from "./value.js";

const targets: ReadonlyMap<string, ReferenceRow["to"]> = new Map([
  ["extension", "extension"],
  ["pipeline", "pipeline"],
]);

/** The keys of a component that name extensions or pipelines. What names something else, or is not verified, is left out. */
export function referenceRows(component: Value): readonly ReferenceRow[] {
  return (component.find("references")?.list() ?? []).flatMap((reference): readonly ReferenceRow[] => {
    const to = targets.get(reference.get("to").text());
    const note = reference.find("note")?.text();
    if (to === undefined || note?.includes("unverified") === true) return [];
    const path = reference.get("path").path();
    return [{ path, to, ...(isNameOfOther(path, note) && { orBuiltIn: true }) }];
  });
}

/** An `encoding` has names of its own in many components, beside those of extensions. */
function isNameOfOther(path: readonly string[], note: string | undefined): boolean {
  return note?.includes("built-in") === true || path.includes("encoding");
}

/** Since when an alias is the old name: `0.144.0`, or `between 0.140.0 and 0.156.0 (…)` where nobody knows exactly. */
export function renameRows(component: Value): readonly RenameRow[] {
  const type = component.get("type").text();
  return (component.find("renames")?.list() ?? []).flatMap((rename): readonly RenameRow[] => {
    const [unknownBefore, since = unknownBefore] =
      rename
        .get("since")
        .text()
        .match(/\d+\.\d+\.\d+/g) ?? [];
    if (unknownBefore === undefined || since === undefined) return rename.fail("no version");
    return rename.get("to").text() === type ? [{ from: rename.get("from").text(), since, unknownBefore }] : [];
  });
}
