import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { rules } from "../../server/src/analysis/rules/index.js";
import { applyFix, casesIn, expectedOf, findingsOf, fixesOf, goldensOf, loadFixture } from "./fixture.js";

/**
 * `test/rules/<rule>/{valid,invalid}/<case>/…`: each case is a workspace. What is found must be what the `# want`
 * markers say, no more and no less; a golden beside a file is that file after a fix of the rule's first finding.
 */
for (const rule of rules) {
  describe(`rule ${rule.id}`, () => {
    const folder = join(import.meta.dirname, rule.id);
    const valid = casesIn(join(folder, "valid"));
    const invalid = casesIn(join(folder, "invalid"));

    it("has valid and invalid cases", () => {
      assert.ok(valid.length > 0, `no case in ${folder}/valid`);
      assert.ok(invalid.length > 0, `no case in ${folder}/invalid`);
    });

    it("says why there is no fix, or has a golden for one", () => {
      const goldens = invalid.map(loadFixture).reduce((sum, fixture) => sum + goldensOf(fixture).size, 0);
      assert.equal(goldens > 0, rule.noFix === undefined);
    });

    for (const path of [...valid, ...invalid]) {
      const isInvalid = invalid.includes(path);
      it(`${isInvalid ? "finds" : "stays silent on"} ${basename(path)}`, () => {
        const fixture = loadFixture(path);
        const expected = expectedOf(fixture);
        const found = findingsOf(fixture);
        assert.equal(
          expected.some((each) => each.rule === rule.id),
          isInvalid,
          "markers and folder disagree",
        );
        const keys = (list: readonly { at: string; rule: string }[]): string[] =>
          list.map((each) => `${each.at} ${each.rule}`).sort();
        assert.deepEqual(keys(found), keys(expected));
        for (const { at, rule: id, contains } of expected) {
          if (contains === undefined) continue;
          const messages = found.filter((each) => each.at === at && each.rule === id).map((each) => each.message);
          assert.ok(
            messages.some((message) => message.includes(contains)),
            `${at}: no "${contains}" in ${JSON.stringify(messages)}`,
          );
        }
      });
      for (const [number, files] of goldensOf(loadFixture(path))) {
        it(`fix ${number} of ${basename(path)} gives the golden`, () => {
          const fixture = loadFixture(path);
          const finding = findingsOf(fixture).find((each) => each.rule === rule.id);
          assert.ok(finding);
          const fix = fixesOf(fixture, finding)[number - 1];
          assert.ok(fix, "no such fix");
          assert.deepEqual(applyFix(fixture, fix), files);
        });
      }
    }
  });
}
