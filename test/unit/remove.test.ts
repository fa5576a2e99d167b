import assert from "node:assert/strict";
import { applyEdits } from "../../server/src/analysis/text.js";
import { asSeq, entryOf } from "../../server/src/analysis/yaml/access.js";
import { slotOf } from "../../server/src/analysis/yaml/edit.js";
import { parseYaml } from "../../server/src/analysis/yaml/parse.js";
import { removeFromList } from "../../server/src/analysis/yaml/remove.js";

/** The text without an item of the list under `list`; undefined where there is no edit. */
function without(text: string, index: number): string | undefined {
  const list = entryOf(parseYaml(text)[0]?.root, "list")!;
  const edit = removeFromList(text, slotOf(list), asSeq(list.value)!.items[index]!.span);
  return edit && applyEdits(text, [edit]);
}

describe("removeFromList", () => {
  it("takes an item out of a flow list with its comma", () => {
    assert.equal(without("list: [a, b, a]\nx: 1\n", 2), "list: [a, b]\nx: 1\n");
    assert.equal(without("list: [ a , a , b ]\n", 1), "list: [ a  , b ]\n");
    assert.equal(without('list: [a, "a"]', 1), "list: [a]");
    assert.equal(without("list: [\n  a,\n  b,\n]\n", 1), "list: [\n  a,\n]\n");
  });

  it("takes an item out of a block list with its line", () => {
    assert.equal(without("list:\n  - a\n  - b\n  - a\nx: 1\n", 2), "list:\n  - a\n  - b\nx: 1\n");
    assert.equal(without("list:\r\n- a\r\n- a\r\n", 1), "list:\r\n- a\r\n");
    assert.equal(without("list:\n  - a\n  - b", 1), "list:\n  - a\n");
  });

  it("leaves what stands beside a comment, the first item, and what an alias shares", () => {
    assert.equal(without("list:\n  - a\n  - a # why\n", 1), undefined);
    assert.equal(without("list: [a, # why\n  a]\n", 1), undefined);
    assert.equal(without("list: [a, b]\n", 0), undefined);
    assert.equal(without("x: &x [a, a]\nlist: *x\n", 1), undefined);
  });
});
