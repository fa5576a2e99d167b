import assert from "node:assert/strict";
import { componentIdProblem, pipelineIdProblem } from "../../server/src/analysis/topology/collectors/ids.js";

describe("ids", () => {
  it("are a type, and a name of letters, digits and punctuation", () => {
    for (const id of ["otlp", "otlp/2", "a_1/b/c", "otlp/ünï-cödé.#!?", `${"a".repeat(63)}/${"b".repeat(1024)}`])
      assert.equal(componentIdProblem(id), undefined, id);
  });

  it("are none otherwise, in the collector's own words", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["", "id must not be empty"],
      ["/", 'in "/" id: the part before / should not be empty'],
      ["/a", 'in "/a" id: the part before / should not be empty'],
      ["a/", 'in "a/" id: the part after / should not be empty'],
      ["1a", 'in "1a" id: invalid character(s) in type "1a"'],
      ["a-b/c", 'in "a-b/c" id: invalid character(s) in type "a-b"'],
      ["a/b c", 'in "b c" id: invalid character(s) in name "b c"'],
      ["a/b+c", 'in "b+c" id: invalid character(s) in name "b+c"'],
      ["a/b\u200d", 'in "b\u200d" id: invalid character(s) in name "b\u200d"'],
    ];
    for (const [id, error] of cases) assert.equal(componentIdProblem(id)?.error, error);
    assert.match(componentIdProblem("a".repeat(64))?.error ?? "", /invalid character\(s\) in type/);
  });

  it("may take 1024 bytes for a name", () => {
    assert.equal(componentIdProblem(`a/${"ü".repeat(512)}`), undefined);
    assert.match(componentIdProblem(`a/${"ü".repeat(513)}`)?.error ?? "", /longer than 1024 .* \(1026 characters\)/);
  });

  it("of pipelines begin with a signal", () => {
    assert.equal(pipelineIdProblem("traces/a", true), undefined);
    assert.equal(pipelineIdProblem("trace/a", false)?.error, 'in "trace/a" id: unknown pipeline signal: "trace"');
    assert.equal(pipelineIdProblem("traces/", true)?.error, 'in "traces/" id: the part after / should not be empty');
  });
});
