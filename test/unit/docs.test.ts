import assert from "node:assert/strict";
import { loadCase, type Case } from "../../scripts/docs/cases.js";
import { applied, check } from "../../scripts/docs/checked.js";
import { ignoringOf, passingOf } from "../../scripts/docs/rulePages.js";
import { pages, stale } from "../../scripts/docs.js";
import { rules } from "../../server/src/analysis/rules/index.js";
import { leftByFixes, loadFixture } from "../rules/fixture.js";

describe("the generated documentation", function () {
  this.timeout(20_000);

  const now = pages();

  it("says what the code says", () => {
    assert.deepEqual(stale(now), [], "run npm run docs");
  });

  it("would be told to be stale, page by page", () => {
    const wanted = new Map(now);
    wanted.set("docs/settings.md", "another text");
    wanted.delete("docs/rules/syntax.md");
    assert.deepEqual(stale(wanted), ["docs/settings.md", "docs/rules/syntax.md"]);
  });

  for (const { id, example } of rules) {
    const fails = loadCase(`${id}/invalid/${example.fails}`);

    it(`shows what ${id} finds, and what it does not`, () => {
      const { whole, shown } = passingOf({ id, example });
      assert.notEqual(check(id, fails).said.length, 0);
      assert.deepEqual(check(id, whole).said, []);
      assert.notEqual(shown.size, 0);
      for (const text of [...fails.texts.values(), ...shown.values()]) assert.doesNotMatch(text, /# want/);
    });

    it(`shows a first quick-fix that mends what ${id} finds`, () => {
      const { said, fixes } = check(id, fails);
      const [first] = fixes;
      if (first?.kind !== "edit" || leftByFixes(loadFixture(fails.folder)).includes(id)) return;
      const after = new Map([...fails.texts, ...applied(first, fails)]);
      const left = check(id, { ...fails, texts: after }).said;
      assert.ok(left.length < said.length, `"${first.title}" leaves\n${left.join("\n")}`);
    });

    it(`says truly how to ignore ${id}`, () => {
      const told = ignoringOf(id).join("\n");
      assert.deepEqual(check(id, inProject(fails, id)).said, [], "by .portolan.yaml");
      assert.equal(
        check(id, inComments(fails, id)).said.length === 0,
        told.includes("# portolan-ignore"),
        "by comments",
      );
    });
  }
});

function inProject({ folder, texts }: Case, rule: string): Case {
  const project = ".portolan.yaml";
  const written = texts.get(project) ?? "";
  const entry = `ignore:\n  - { rule: ${rule}, reason: seen }\n`;
  return { folder, texts: new Map([...texts, [project, `${written}${entry}`]]) };
}

/** Named by the comments there are, and by one behind every line. */
function inComments({ folder, texts }: Case, rule: string): Case {
  const ignored = [...texts].map(([path, text]): [string, string] => [
    path,
    text.replace(/portolan-ignore [\w-]+/g, `$&, ${rule}`).replace(/(?<=\S)$/gm, ` # portolan-ignore ${rule}: seen`),
  ]);
  return { folder, texts: new Map(ignored) };
}
