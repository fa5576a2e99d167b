import assert from "node:assert/strict";
import { components } from "../../server/src/analysis/catalog/generated/components.js";
import { ownConstraints } from "../../server/src/analysis/catalog/constraints.js";
import { removedKeys } from "../../server/src/analysis/catalog/removedKeys.js";
import type { CollectorFacts, InvalidValue } from "../../server/src/analysis/facts.js";
import { readFile } from "../../server/src/analysis/sources/index.js";
import { parseDuration } from "../../server/src/analysis/sources/collector/quantity.js";

function invalidIn(section: string): readonly InvalidValue[] {
  const facts = readFile("/config.yaml", `${section}\nservice:\n  pipelines:\n    traces:\n`)?.facts ?? [];
  return facts
    .filter((fact): fact is CollectorFacts => fact.kind === "collector")
    .flatMap((fact) => fact.components.flatMap(({ issues }) => issues))
    .filter((issue) => issue.kind === "invalid-value");
}

const batch = (settings: string): readonly string[] =>
  invalidIn(`processors:\n  batch:\n${settings}`).map(({ key, found }) => `${key} ${found}`);

describe("what a component asks of its values", () => {
  it("belongs to components that the catalogue knows, by the names it has for them", () => {
    const known = new Set(components.map(({ kind, type }) => `${kind} ${type}`));
    assert.deepEqual(
      [...ownConstraints.keys(), ...removedKeys.keys()].filter((name) => !known.has(name)),
      [],
    );
  });

  it("is read as a number or as a duration", () => {
    assert.equal(parseDuration("1h30m"), 5400);
    assert.ok(Math.abs((parseDuration("-1.5ms") ?? 0) + 0.0015) < 1e-12);
    assert.equal(parseDuration(".5s"), 0.5);
    for (const text of ["", "10", "1d", "s", "1 s", "1.2.3s"]) assert.equal(parseDuration(text), undefined, text);
  });

  it("is compared with what is written, or with the default", () => {
    assert.deepEqual(batch("    send_batch_max_size: 100"), ["send_batch_max_size is 100"]);
    assert.deepEqual(batch("    send_batch_max_size: 100\n    send_batch_size: 100"), []);
    assert.deepEqual(batch("    send_batch_max_size: 9000\n    send_batch_size:"), []);
  });

  it("is not judged where a variable, a template or an empty key decides", () => {
    assert.deepEqual(batch("    send_batch_max_size: ${env:MAX}"), []);
    assert.deepEqual(batch("    send_batch_max_size: 100\n    send_batch_size: ${env:SIZE}"), []);
    assert.deepEqual(batch('    "{{ .key }}": 1\n    send_batch_max_size: 100'), []);
    assert.deepEqual(batch("    send_batch_max_size:"), []);
    assert.deepEqual(batch("    timeout: soon"), []);
  });

  it("stands at the value, also behind an anchor and a merge key", () => {
    const section = "processors:\n  batch: &b\n    send_batch_max_size: 7\n  batch/2:\n    <<: *b\n";
    const at = section.indexOf("7");
    assert.deepEqual(
      invalidIn(section).map(({ place }) => place.span),
      [
        { start: at, end: at + 1 },
        { start: at, end: at + 1 },
      ],
    );
  });

  it("takes keys for what they are, whatever they are called", () => {
    const scrapers = (name: string): readonly string[] =>
      invalidIn(`receivers:\n  hostmetrics:\n    scrapers:\n      ${name}:\n`).map(({ found }) => found);
    assert.deepEqual(scrapers("cpu"), []);
    assert.deepEqual(scrapers("__proto__"), ['holds "__proto__"']);
  });
});
