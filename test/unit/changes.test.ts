import assert from "node:assert/strict";
import { changeRows } from "../../scripts/catalog/changes.js";
import { Value } from "../../scripts/catalog/value.js";
import { changesOf } from "../../server/src/analysis/catalog/changes.js";
import { findComponent } from "../../server/src/analysis/catalog/components.js";

const rows = (...changes: readonly object[]): ReturnType<typeof changeRows> =>
  changeRows(new Value({ changes }, "test"));

describe("changes of components", () => {
  it("are found by every name a component had, the newest first", () => {
    const row = findComponent("exporter", "otlp");
    assert.ok(row);
    assert.deepEqual(
      changesOf(row).map(({ when, types }) => `${when} ${types.join()}`),
      ["v0.144.0 otlp", "v0.130.0 otlp"],
    );
    const receiver = findComponent("receiver", "otlp");
    assert.deepEqual(receiver && changesOf(receiver).map(({ when }) => when), ["v0.104.0"]);
  });

  it("name several components at once, or none", () => {
    const read = rows(
      {
        version: "~0.147.0",
        component: "exporter jaeger / jaeger_thrift",
        change: "Both removed",
        action: "send OTLP",
      },
      { version: "0.140.0-0.156.0", component: "receiver/exporter opencensus", change: "Renamed" },
      { version: "0.104.0", component: "all server components", change: "localhost" },
    );
    assert.deepEqual(read, [
      {
        kinds: ["exporter"],
        types: ["jaeger", "jaeger_thrift"],
        when: "about v0.147.0",
        change: "Both removed",
        action: "send OTLP",
      },
      {
        kinds: ["receiver", "exporter"],
        types: ["opencensus"],
        when: "between v0.140.0 and v0.156.0",
        change: "Renamed",
      },
    ]);
  });

  it("stop at a version that nobody can read", () => {
    assert.throws(() => rows({ version: "soon", component: "receiver otlp", change: "x" }), /no version in "soon"/);
  });
});
