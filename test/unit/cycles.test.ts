import assert from "node:assert/strict";
import type { CollectorFacts } from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { cyclesOf } from "../../server/src/analysis/topology/collectors/cycles.js";
import { mergeConfigs } from "../../server/src/analysis/topology/collectors/merge.js";
import type { Collector } from "../../server/src/analysis/topology/model.js";

/** `a: b c > d` is a pipeline `traces/a` that receives from the connectors b and c, and exports to d. */
function cyclesIn(...pipelines: readonly string[]): readonly string[] {
  const parsed = pipelines.map((text) => /^(\w+): ([\w ]*)> ([\w ]*)$/.exec(text)!.slice(1));
  const ids = (names = ""): readonly string[] => [...names.matchAll(/\w+/g)].map(([name]) => `forward/${name}`);
  const connectors = [...new Set(parsed.flatMap(([, from, to]) => [...ids(from), ...ids(to)]))];
  const text = [
    `connectors: {${connectors.map((id) => `${id}: {}`).join(", ")}}`,
    "service:",
    "  pipelines:",
    ...parsed.map(
      ([name, from, to]) =>
        `    traces/${name!}: {receivers: [${ids(from).join(", ")}], exporters: [${ids(to).join(", ")}]}`,
    ),
  ].join("\n");
  const facts = readFile("/c.yaml", text)!.facts.filter((fact): fact is CollectorFacts => fact.kind === "collector");
  const collector: Collector = {
    ...{ id: "c", name: "c", isDdot: false, complete: true, versions: {}, distribution: undefined },
    facts,
    ...mergeConfigs(facts),
  };
  return cyclesOf(collector).map((cycle) => cycle.map(({ from }) => from.pipeline.id.slice(7)).join(" "));
}

describe("cyclesOf", () => {
  it("finds none where data comes to an end", () => {
    assert.deepEqual(cyclesIn("a: > x y", "b: x > z", "c: y > z", "d: z > "), []);
  });

  it("tells the shortest way of each tangle, once", () => {
    assert.deepEqual(cyclesIn("a: x > x"), ["a"]);
    assert.deepEqual(cyclesIn("a: z > x", "b: x > y", "c: y > z"), ["a b c"]);
    assert.deepEqual(cyclesIn("in: > x", "a: x z > y", "b: y > z w", "c: w > z"), ["a b"]);
    assert.deepEqual(cyclesIn("a: x > x", "b: y > y"), ["a", "b"]);
  });

  it("stops where connections multiply", () => {
    const many = Array.from({ length: 500 }, (_, index) => `p${String(index)}: x > x`);
    const started = performance.now();
    assert.deepEqual(cyclesIn(...many), []);
    assert.ok(performance.now() - started < 5000);
  });
});
