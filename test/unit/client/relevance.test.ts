import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { mayBeRelevant } from "../../../client/src/relevance.js";
import { mayBeOurs, readFile } from "../../../server/src/analysis/sources/index.js";

const test = join(import.meta.dirname, "..", "..");
const checkout = join(test, "..");

describe("what starts the server", () => {
  it("lets pass whatever the server reads", () => {
    const missed = [];
    let read = 0;
    for (const folder of [join(test, "rules"), join(checkout, "examples")]) {
      for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!mayBeOurs(path) || path.endsWith(".portolan.yaml")) continue;
        const text = textOf(join(folder, path));
        if (text === undefined || readFile(path, text) === undefined) continue;
        read++;
        if (!mayBeRelevant(text)) missed.push(relative(checkout, join(folder, path)));
      }
    }
    assert(read > 500, `Only ${read} files were read.`);
    assert.deepEqual(missed, []);
  });

  const others = {
    "a workflow":
      "name: test\non: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n",
    "a playbook": "- name: users\n  tasks:\n    - user: {name: alice, state: present}\n",
    "a site's settings": "site_name: Notes\nnav:\n  - Home: index.md\nmarkdown_extensions:\n  - toc\n",
    "a script": '#!/bin/sh\nset -eu\nfor file in *.txt; do wc -l "$file"; done\n',
    translations: "en:\n  support: Support\n  import: Import a file\n",
  };
  for (const [what, text] of Object.entries(others)) {
    it(`is not ${what}`, () => assert.equal(mayBeRelevant(text), false));
  }
});

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
