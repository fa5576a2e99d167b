import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findingsOf, questionsOf } from "./faqPage.js";

const docs = join(import.meta.dirname, "../../docs");

describe("docs/faq.md", () => {
  const page = readFileSync(join(docs, "faq.md"), "utf8");
  const questions = questionsOf(page);

  it("has examples", () => {
    assert.equal(questions.length, page.match(/^After\b/gm)?.length);
    assert.ok(questions.length >= 12);
  });

  it("shows no file that is not tried", () => {
    const tried = questions.reduce((sum, { shown }) => sum + shown, 0);
    assert.equal(tried, page.match(/^```yaml$/gm)?.length);
  });

  for (const { title, rule, before, after } of questions) {
    it(title, () => {
      assert.ok(findingsOf(before).includes(rule), `before has ${JSON.stringify(findingsOf(before))}, not ${rule}`);
      assert.deepEqual(findingsOf(after), []);
    });
  }

  it("links to pages and questions that are there", () => {
    const links = [...page.matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]*))?\)/g)];
    assert.ok(links.length > 12);
    for (const [, path = "", anchor] of links) {
      const target = path === "" ? "faq.md" : path;
      assert.ok(existsSync(join(docs, target)), `no ${target}`);
      if (anchor === undefined) continue;
      const anchors = [...readFileSync(join(docs, target), "utf8").matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => slug(title));
      assert.ok(anchors.includes(anchor), `no ${anchor} in ${target}`);
    }
  });
});

/** The anchor of a heading as GitHub makes it. */
function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number} _-]/gu, "")
    .replaceAll(" ", "-");
}
