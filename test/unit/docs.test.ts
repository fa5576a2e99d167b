import assert from "node:assert/strict";
import { isStale } from "../../scripts/docs.js";

describe("the generated documentation", () => {
  it("says what the rules say", () => {
    assert.ok(!isStale(), "docs/rules.md is stale: run npm run docs");
  });
});
