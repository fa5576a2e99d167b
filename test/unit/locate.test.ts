import assert from "node:assert/strict";
import { entryAt, listAt, nodesAt } from "../../server/src/analysis/yaml/locate.js";

const configMap = [
  "kind: ConfigMap",
  "data:",
  "  config.yaml: |",
  "    receivers:",
  "      otlp:",
  "        protocols: {grpc: }",
  "",
].join("\n");

describe("locate", () => {
  it("finds an entry of an embedded document, the map around it, and who holds that", () => {
    const found = entryAt(configMap, configMap.indexOf("otlp:"));
    assert.equal(found?.entry.key.text, "otlp");
    assert.equal(found.holder?.key.text, "receivers");
    assert.equal(found.map.flow, false);
  });

  it("has nobody hold the top of a document", () => {
    assert.equal(entryAt(configMap, configMap.indexOf("receivers:"))?.holder, undefined);
    assert.equal(entryAt(configMap, configMap.indexOf("data:"))?.holder, undefined);
  });

  it("finds nothing where no key begins", () => {
    assert.equal(entryAt(configMap, configMap.indexOf("tlp:")), undefined);
    assert.equal(entryAt("", 0), undefined);
    assert.deepEqual(nodesAt("a: 1", 40), []);
  });

  it("finds the innermost list, and the key that holds it", () => {
    const text = "a:\n  - b: [1, 2]\n  - c\n";
    assert.equal(listAt(text, text.indexOf("2"))?.entry.key.text, "b");
    assert.equal(listAt(text, text.indexOf("c"))?.entry.key.text, "a");
    assert.equal(listAt("- [1]\n", 3), undefined);
  });

  it("does not follow an alias to where it leads", () => {
    const text = "a: &x {b: 1}\nc: *x\n";
    assert.deepEqual(
      nodesAt(text, text.indexOf("*x")).map(({ kind }) => kind),
      ["map", "alias"],
    );
  });
});
