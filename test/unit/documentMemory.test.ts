import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as fc from "fast-check";
import { DocumentMemory } from "../../server/src/analysis/sources/documentMemory.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { documentTextsOf } from "../../server/src/analysis/yaml/documentTexts.js";
import { parseYaml } from "../../server/src/analysis/yaml/parse.js";

const root = resolve(import.meta.dirname, "../..");
const manifests = ["test/rules", "examples", "bench/documents"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
);
/** They differ by folder, not by neighbour. */
const sample = manifests.filter((_, index) => index % 3 === 0);
const file = "/w/deploy/all.yaml";

describe("the memory of a file's documents", () => {
  it("gives what a document says further down, for fixtures of every rule", () => {
    for (const text of sample) {
      const memory = new DocumentMemory();
      readFile(file, text, "document", memory);
      const moved = `some: thing\n---\n${text}`;
      assert.deepEqual(readFile(file, moved, "document", memory), readFile(file, moved), text);
    }
  }).timeout(120_000);

  it("reads only the document that was edited", () => {
    const service = (name: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: 4317}]}\n`;
    const text = `${service("a")}---\n${service("b")}`;
    const memory = new DocumentMemory();
    const before = readFile(file, text, "document", memory);
    const after = readFile(file, text.replace("name: b", "name: bb"), "document", memory);
    assert.ok(before && after);
    assert.equal(after.facts[0], before.facts[0]);
    assert.notEqual(after.facts[1], before.facts[1]);
  });

  it("is what a reading from scratch gives, whatever is typed", () => {
    const text = fc
      .array(fc.constantFrom(...manifests), { minLength: 1, maxLength: 4 })
      .map((all) => all.join("---\n"));
    const typed = fc.constantFrom(
      "---\n",
      "\n",
      "a",
      " ",
      "#",
      ": ",
      "- ",
      '"',
      "...\n",
      "%",
      "\r",
      "{{ ",
      "&a ",
      "*a ",
    );
    const edit = fc.record({ at: fc.nat(), gone: fc.nat({ max: 40 }), typed });
    fc.assert(
      fc.property(text, fc.array(edit, { maxLength: 8 }), (start, edits) => {
        const memory = new DocumentMemory();
        let now = start;
        for (const { at, gone, typed } of edits) {
          const from = at % (now.length + 1);
          now = now.slice(0, from) + typed + now.slice(from + gone);
          assert.deepEqual(readFile(file, now, "document", memory), readFile(file, now));
        }
      }),
      { numRuns: 60 },
    );
  }).timeout(120_000);
});

describe("the documents of a text", () => {
  const textsOf = (text: string): readonly string[] => documentTextsOf(text).map((each) => each.text);

  it("begin with their markers", () => {
    assert.deepEqual(textsOf("a: 1\n---\nb: 2\n--- # c\nc: 3\n"), ["a: 1\n", "---\nb: 2\n", "--- # c\nc: 3\n"]);
    assert.deepEqual(textsOf("---\na: 1\r\n---\r\nb: 2"), ["---\na: 1\r\n", "---\r\nb: 2"]);
  });

  it("are not parted where it only looks like it", () => {
    for (const text of ["a: |\n  ---\nb: 1\n", "a: 1\n----\n", "a: 1\n---b\n"]) assert.deepEqual(textsOf(text), [text]);
  });

  it("stay together where a directive or an end stands among them", () => {
    for (const text of ["%YAML 1.2\n---\na: 1\n---\nb: 2\n", "a: 1\n...\n---\nb: 2\n"])
      assert.deepEqual(textsOf(text), [text]);
  });

  it("stand where they stand in the whole text", () => {
    const text = "# before\na: 1\n---\n# between\n---\nb: {c: 1}\n---\n";
    assert.deepEqual(
      parseYaml(text).map(({ root }) => root && text.slice(root.span.start, root.span.end)),
      ["a: 1", undefined, "b: {c: 1}", undefined],
    );
  });
});
