import assert from "node:assert/strict";
import { analyse } from "../../server/src/analysis/analyse.js";
import { componentRows } from "../../server/src/analysis/catalog/components.js";
import { starterEntry, starterOf } from "../../server/src/analysis/catalog/starters.js";
import type { ComponentKind } from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";

const kinds: readonly ComponentKind[] = ["receiver", "processor", "exporter", "connector", "extension"];
const refusals = [
  "missing-key",
  "invalid-value",
  "removed-key",
  "unknown-key",
  "wrong-type",
  "env-syntax",
  "invalid-port",
];

describe("starters", () => {
  for (const kind of kinds) {
    it(`give each ${kind} what it needs`, () => {
      for (const { type, removedIn } of componentRows(kind)) {
        const starter = starterOf(kind, type);
        if (starter === undefined || removedIn !== undefined) continue;
        const text = [
          `${kind}s:`,
          `  ${type}:`,
          ...starter.map((line) => `    ${line}`),
          "service:",
          "  pipelines:",
          "",
        ];
        const facts = readFile("/c.yaml", text.join("\n"));
        assert.ok(facts, type);
        const found = [...analyse([facts], { roots: ["/"] }).findings.values()].flat();
        assert.deepEqual(
          found.filter(({ rule }) => refusals.includes(rule)).map(({ message }) => message),
          [],
          type,
        );
      }
    });
  }

  it("say nothing of a type that nobody knows, or that needs what only its author can say", () => {
    assert.equal(starterOf("receiver", "no_such"), undefined);
    assert.equal(starterOf("connector", "routing"), undefined);
    assert.equal(starterOf("processor", "__proto__"), undefined);
  });

  it("are known by former names, too", () => {
    assert.deepEqual(starterOf("exporter", "otlphttp"), starterOf("exporter", "otlp_http"));
  });

  it("give single entries, with or without their key", () => {
    const starter = ["a:", "  b: 1", "c: 2"];
    assert.deepEqual(starterEntry(starter, "a", false), ["a:", "  b: 1"]);
    assert.deepEqual(starterEntry(starter, "a", true), ["b: 1"]);
    assert.deepEqual(starterEntry(starter, "c", false), ["c: 2"]);
    assert.equal(starterEntry(starter, "b", false), undefined);
  });
});
