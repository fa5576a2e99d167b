import { analyse } from "../../server/src/analysis/analyse.js";
import type { Fix } from "../../server/src/analysis/finding.js";
import { readFiles } from "../../server/src/analysis/readFiles.js";
import { createStyle } from "../../server/src/cli/format/style.js";
import { findingText } from "../../server/src/cli/format/text.js";
import { placesOf } from "../../server/src/cli/places.js";
import { compareFindings, titleOf, viewerOf } from "../../server/src/cli/view.js";
import { applyFix } from "../../test/rules/fixture.js";
import type { Case } from "./cases.js";

/** A workspace after it was checked for one rule. */
export interface Checked {
  /** Each finding as `portolan check` prints it, in its order; fixes are told elsewhere. */
  readonly said: readonly string[];
  /** What an editor offers for the first finding that has anything to offer. */
  readonly fixes: readonly Fix[];
}

/** What its folder is called; findings may name a collector after it. */
const root = "/workspace";

export const pageStyle = createStyle({ colour: false, width: 100 });

export function check(rule: string, { texts }: Case): Checked {
  const named = new Map([...texts].map(([path, text]) => [`${root}/${path}`, text]));
  const files = readFiles(named);
  const { findings } = analyse(files, { roots: [root] });
  const own = [...findings.values()].flat().filter((finding) => finding.rule === rule);
  const loaded = { files, texts: named };
  const places = placesOf(loaded, root);
  const view = viewerOf(loaded, places, titleOf);
  const shown = own
    .map((finding) => ({ ...view({ ...finding, fixes: () => [] }), offered: finding.fixes }))
    .sort(compareFindings);
  const offered = shown.map(({ offered }) => offered?.((file) => named.get(file)) ?? []);
  return {
    said: shown.map((each) => findingText(each, places.lineOf, pageStyle).join("\n")),
    fixes: offered.find((fixes) => fixes.length > 0) ?? [],
  };
}

/** The files that a fix changes, as they are afterwards. */
export function applied(fix: Fix, example: Case): Case["texts"] {
  return applyFix(example, fix, root);
}
