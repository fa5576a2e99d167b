import assert from "node:assert/strict";
import type { FileId } from "../../server/src/analysis/facts.js";
import type { FileEdit, TextOf } from "../../server/src/analysis/finding.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { applyEdits, type TextEdit } from "../../server/src/analysis/text.js";
import { parseYaml } from "../../server/src/analysis/yaml/parse.js";

/** Whether edits can be applied, and leave each text at least as readable as it was. */
export function assertHarmless(what: string, edits: readonly FileEdit[], texts: TextOf): void {
  for (const file of new Set(edits.map((each) => each.file))) {
    const own = edits.filter((each) => each.file === file);
    const before = own.some(({ create }) => create) ? "" : texts(file);
    assert.notEqual(before, undefined, `${what}: ${file} is not there`);
    const all = own.flatMap((each) => each.edits);
    assertApart(what, all, before ?? "");
    const after = applyEdits(before ?? "", all);
    const worse = `${what}: does not parse as well as before:\n${after}`;
    assert.ok(problemsIn(file, after) <= problemsIn(file, before ?? ""), worse);
  }
}

function assertApart(what: string, edits: readonly TextEdit[], text: string): void {
  let end = 0;
  for (const { span } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    assert.ok(end <= span.start && span.start <= span.end && span.end <= text.length, `${what}: edits nowhere`);
    end = span.end;
  }
}

/** In the file and in the documents embedded in it. */
function problemsIn(file: FileId, text: string): number {
  const own = /\.ya?ml$/.test(file) ? parseYaml(text).reduce((sum, { problems }) => sum + problems.length, 0) : 0;
  return Math.max(own, readFile(file, text)?.problems.length ?? 0);
}
