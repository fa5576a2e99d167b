import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { liveRules } from "../../server/src/analysis/rules/live/index.js";
import { lineStartsOf, positionAt } from "../../server/src/analysis/text.js";
import { casesIn, expectedOf, loadFixture } from "./fixture.js";
import { readObservation, report } from "./liveFixture.js";

/**
 * `test/rules/live/<rule>/{valid,invalid}/<case>/…`: a workspace and an `observation.json`, what a host showed beside an
 * empty one. What the comparison finds must be what the `# want` markers say, no more and no less.
 */
for (const rule of liveRules) {
  describe(`live rule ${rule.id}`, () => {
    const valid = casesIn(join(import.meta.dirname, "live", rule.id, "valid"));
    const invalid = casesIn(join(import.meta.dirname, "live", rule.id, "invalid"));

    it("has valid and invalid cases", () => {
      assert.ok(valid.length > 0 && invalid.length > 0, `no case for ${rule.id}`);
    });

    for (const path of [...valid, ...invalid]) {
      const isInvalid = invalid.includes(path);
      it(`${isInvalid ? "finds" : "stays silent on"} ${basename(path)}`, () => {
        const fixture = loadFixture(path);
        const expected = expectedOf(fixture);
        assert.equal(
          expected.some((each) => each.rule === rule.id),
          isInvalid,
          "markers and folder disagree",
        );
        const { hosts } = report(fixture.texts, readObservation(path, fixture.texts));
        const found = hosts.flatMap(({ findings }) => findings).map((finding) => ({ ...finding, at: lineOf(finding) }));
        const keys = (list: readonly { at: string; rule: string }[]): string[] =>
          list.map((each) => `${each.at} ${each.rule}`).sort();
        assert.deepEqual(keys(found), keys(expected), JSON.stringify(found.map(({ message }) => message)));
        for (const { at, rule: id, contains } of expected) {
          if (contains === undefined) continue;
          const messages = found.filter((each) => each.at === at && each.rule === id).map((each) => each.message);
          assert.ok(
            messages.some((message) => message.includes(contains)),
            `${at}: no "${contains}" in ${JSON.stringify(messages)}`,
          );
        }

        function lineOf({ place }: (typeof hosts)[number]["findings"][number]): string {
          const file = place.file.replace(/^\/fixture\//, "");
          const lines = lineStartsOf(fixture.texts.get(file) ?? "");
          return `${file}:${String(positionAt(lines, place.span.start).line + 1)}`;
        }
      });
    }
  });
}
