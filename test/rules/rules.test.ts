import assert from "node:assert/strict";
import { basename, join } from "node:path";
import type { Finding } from "../../server/src/analysis/finding.js";
import { isSafe } from "../../server/src/analysis/features/fixAll.js";
import { rules } from "../../server/src/analysis/rules/index.js";
import {
  applyFix,
  casesIn,
  expectedOf,
  findingsOf,
  fixed,
  fixesOf,
  goldensOf,
  leftByFixes,
  loadFixture,
  type Fixture,
} from "./fixture.js";

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

    it("says whether a fix may be safe", () => {
      const fixes = invalid.map(loadFixture).flatMap((fixture) => {
        const own = findingsOf(fixture).filter((each) => each.rule === rule.id);
        return own.flatMap((finding) => fixesOf(fixture, finding));
      });
      assert.equal(fixes.some(isSafe), rule.fixesSafely === true);
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
      if (isInvalid) {
        it(`what is found in ${basename(path)} is gone after its first fix, and nothing new is found`, () => {
          const fixture = loadFixture(path);
          for (const finding of findingsOf(fixture)) assertHeals(fixture, finding);
        });
      }
    }
  });
}

/** By the first fix, which is the one that a person is shown first. */
function assertHeals(fixture: Fixture, finding: Finding): void {
  const [fix] = fixesOf(fixture, finding);
  if (fix?.kind !== "edit") return;
  const after = countByRule(findingsOf(fixed(fixture, fix)));
  const before = countByRule(findingsOf(fixture));
  const left = leftByFixes(fixture);
  if (!left.includes(finding.rule)) {
    const [was = 0, is = 0] = [before.get(finding.rule), after.get(finding.rule)];
    assert.ok(is < was, `"${fix.title}" leaves ${finding.rule} in place`);
  }
  for (const [rule, count] of after) {
    if (left.includes(rule)) continue;
    assert.ok(count <= (before.get(rule) ?? 0), `"${fix.title}" for ${finding.rule} brings a new ${rule}`);
  }
}

function countByRule(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}
