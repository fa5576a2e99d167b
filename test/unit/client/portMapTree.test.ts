import assert from "node:assert/strict";
import { addressOf } from "../../../client/src/portMap/address.js";
import { fileSummary } from "../../../client/src/portMap/fileSummary.js";
import { childrenOf, everyRow, type ClaimNode, type PortMapNode } from "../../../client/src/portMap/nodes.js";
import { collisionsIn } from "../../../client/src/portMap/placed.js";
import { groupings, type Grouping } from "../../../client/src/portMap/rows.js";
import { stateOf } from "../../../client/src/portMap/states.js";
import { portMapTree } from "../../../client/src/portMap/tree.js";
import type { PortMapResult, NamespaceItem } from "../../../server/src/protocol.js";
import { host, listener, mapOf, published } from "./portMap.js";

const pathOf = (uri: string): string => uri.replace("file:///", "");
const treeOf = (map: PortMapResult, by: Grouping = "host", onlyProblems = false): readonly PortMapNode[] =>
  portMapTree(map, { by, onlyProblems, pathOf });
/** Rows as they are read: a label, its facts, and what is under it further to the right. */
const drawn = (rows: readonly PortMapNode[], depth = 0): string[] =>
  rows.flatMap((row) => [
    `${"  ".repeat(depth)}${[row.label, ...row.facts].join(" | ")}`,
    ...drawn(childrenOf(row), depth + 1),
  ]);
const line = (number: number): object => ({
  range: { start: { line: number - 1, character: 0 }, end: { line: number - 1, character: 1 } },
});

const collision = { conflict: true };
const map = mapOf(
  host(
    "web-1",
    listener("b", 8125, { transport: "udp", workload: "agent", uri: "file:///etc/b.yaml", ...line(2) }),
    listener("a", 8125, { origin: "default", note: "before collector v0.123.0" }),
    listener("c", 4317, { ...collision, ...line(9) }),
    listener("d", 4317, { ...collision, workload: "agent", uri: "file:///etc/b.yaml", ...line(1) }),
    listener("n", null),
    listener("m", null),
  ),
  host(
    "web-2",
    published("p", 4317, line(3)),
    listener("l", 9999, { address: "127.0.0.1", loopback: true, ...line(1) }),
  ),
);

describe("the rows of the port map", () => {
  it("stand by host: ports in their order, those of several owners above these, those that nobody knows last", () => {
    assert.deepEqual(drawn(treeOf(map)), [
      "web-1 | 1 collision | about web-1",
      "  4317 | 2 owners",
      "    w · c | 0.0.0.0 | a.yaml:9",
      "    agent · d | 0.0.0.0 | b.yaml:1",
      "  8125  w · a | before collector v0.123.0 | 0.0.0.0 | default, not written",
      "  8125/udp  agent · b | 0.0.0.0 | b.yaml:2",
      "  ?  w · n | 0.0.0.0 | a.yaml:5",
      "  ?  w · m | 0.0.0.0 | a.yaml:5",
      "web-2 | about web-2",
      "  4317  w · p | 0.0.0.0 | a.yaml:3",
      "  9999  w · l | 127.0.0.1 | a.yaml:1",
    ]);
  });

  it("stand by port: who has it, and where", () => {
    assert.deepEqual(drawn(treeOf(map, "port")), [
      "4317 | 3 owners",
      "  w · c | 0.0.0.0 | host web-1 | a.yaml:9",
      "  agent · d | 0.0.0.0 | host web-1 | b.yaml:1",
      "  w · p | 0.0.0.0 | host web-2 | a.yaml:3",
      "8125  w · a | before collector v0.123.0 | 0.0.0.0 | host web-1 | default, not written",
      "8125/udp  agent · b | 0.0.0.0 | host web-1 | b.yaml:2",
      "9999  w · l | 127.0.0.1 | host web-2 | a.yaml:1",
      "?  w · n | 0.0.0.0 | host web-1 | a.yaml:5",
      "?  w · m | 0.0.0.0 | host web-1 | a.yaml:5",
    ]);
  });

  it("stand by owner: programs of one name on two hosts are two", () => {
    assert.deepEqual(drawn(treeOf(map, "owner")), [
      "agent | 1 collision | host web-1",
      "  4317  d | 0.0.0.0 | b.yaml:1",
      "  8125/udp  b | 0.0.0.0 | b.yaml:2",
      "w | 1 collision | host web-1",
      "  4317  c | 0.0.0.0 | a.yaml:9",
      "  8125  a | before collector v0.123.0 | 0.0.0.0 | default, not written",
      "  ?  n | 0.0.0.0 | a.yaml:5",
      "  ?  m | 0.0.0.0 | a.yaml:5",
      "w | host web-2",
      "  4317  p | 0.0.0.0 | a.yaml:3",
      "  9999  l | 127.0.0.1 | a.yaml:1",
    ]);
  });

  it("stand by file: in the order of lines", () => {
    assert.deepEqual(drawn(treeOf(map, "file")), [
      "a.yaml | 1 collision",
      "  9999  w · l | 127.0.0.1 | host web-2 | line 1",
      "  4317  w · p | 0.0.0.0 | host web-2 | line 3",
      "  8125  w · a | before collector v0.123.0 | 0.0.0.0 | host web-1 | default, not written",
      "  ?  w · n | 0.0.0.0 | host web-1 | line 5",
      "  ?  w · m | 0.0.0.0 | host web-1 | line 5",
      "  4317  w · c | 0.0.0.0 | host web-1 | line 9",
      "etc/b.yaml | 1 collision",
      "  4317  agent · d | 0.0.0.0 | host web-1 | line 1",
      "  8125/udp  agent · b | 0.0.0.0 | host web-1 | line 2",
    ]);
  });

  it("leave out what has no problem, where only problems are wanted", () => {
    const bad = mapOf(
      host("h", listener("x", 1, { willNotStart: true }), listener("y", 2, { problem: "…" }), listener("z", 3)),
      host("fine", listener("l", 4, { loopback: true, note: "since v1" })),
    );
    assert.deepEqual(drawn(treeOf(bad, "host", true)), [
      "h | about h",
      "  1  w · x | 0.0.0.0 | a.yaml:5",
      "  2  w · y | 0.0.0.0 | a.yaml:5",
    ]);
  });

  for (const by of groupings) {
    it(`by ${by} each have an id of their own that stays the same, and know what they stand under`, () => {
      const rows = [...everyRow(treeOf(map, by))];
      const ids = rows.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(
        ids,
        [...everyRow(treeOf(structuredClone(map), by))].map(({ id }) => id),
      );
      for (const row of rows) for (const child of childrenOf(row)) assert.equal(child.parent, row);
      for (const row of treeOf(map, by)) assert.equal(row.parent, undefined);
    });
  }

  it("tell apart what has the same id: two overlays of one base, the unknown ports of one range", () => {
    const range = [listener("r", null), listener("r", null)];
    const twice = mapOf(host("staging", listener("x", 1)), host("prod", listener("x", 1), ...range));
    for (const by of groupings) {
      const ids = [...everyRow(treeOf(twice, by))].map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, by);
    }
  });

  it("are folded where they are many, and unfolded where they are few", () => {
    const many = (count: number): PortMapResult =>
      mapOf(host("h", ...Array.from({ length: count }, (_, index) => listener(`l${index}`, index, collision))));
    assert.equal(treeOf(many(200))[0]?.open, true);
    assert.equal(treeOf(many(201))[0]?.open, false);
    const [port] = childrenOf(treeOf(map)[0]!);
    assert.equal(port?.open, true);
  });
});

describe("what the port map counts", () => {
  it("is ports in a collision, each in its host", () => {
    assert.equal(collisionsIn(map), 1);
    const both = [listener("x", 1, collision), listener("y", 1, collision)] as const;
    assert.equal(collisionsIn(mapOf(host("h", ...both), host("i", ...both, listener("z", 2, collision)))), 3);
  });

  const summary = (wanted: PortMapResult, uri = "file:///a.yaml"): unknown =>
    fileSummary(wanted, (each) => each === uri);

  it("is what the file that is shown opens", () => {
    assert.deepEqual(summary(map), { text: "5 listeners · 1 handed on · 1 conflict", conflicts: 1 });
    assert.deepEqual(summary(map, "file:///etc/b.yaml"), { text: "2 listeners · 1 conflict", conflicts: 1 });
    assert.equal(summary(map, "file:///c.yaml"), undefined);
    const twice = mapOf(host("staging", listener("x", 1)), host("prod", listener("x", 1)));
    assert.deepEqual(summary(twice), { text: "1 listener", conflicts: 0 });
  });
});

describe("a port's state", () => {
  it("is the worst that holds of it", () => {
    const of = (more: object): string => stateOf(listener("x", 1, more));
    const [conflict, willNotStart, problem, loopback] = [true, true, "…", true];
    assert.equal(of({ conflict, willNotStart, problem, loopback }), "collides");
    assert.equal(of({ willNotStart, problem, loopback, origin: "default" }), "will-not-start");
    assert.equal(of({ problem, loopback, origin: "default" }), "problem");
    assert.equal(stateOf(published("x", 1, { loopback })), "handed-on");
    assert.equal(of({ loopback, origin: "default" }), "loopback");
    assert.equal(of({ origin: "auto" }), "unwritten");
    assert.equal(of({ note: "before collector v0.123.0" }), "written");
  });
});

describe("host:port of a row", () => {
  const copied = (more: object, namespace: Partial<NamespaceItem> = {}): string | undefined => {
    const tree = treeOf(mapOf({ ...host("web-1", listener("x", 4317, more)), ...namespace }));
    return addressOf([...everyRow(tree)].find((row): row is ClaimNode => row.kind === "claim")!);
  };

  it("is what somebody can connect to", () => {
    assert.equal(copied({ address: "10.0.0.1" }), "10.0.0.1:4317");
    assert.equal(copied({ address: "0.0.0.0" }), "localhost:4317");
    assert.equal(copied({ address: "::" }), "localhost:4317");
    assert.equal(copied({ address: "::1" }), "[::1]:4317");
    assert.equal(copied({ address: null }), "localhost:4317");
    assert.equal(copied({}, { kind: "container", label: "otel-collector" }), "otel-collector:4317");
    assert.equal(copied({ address: "127.0.0.1" }, { kind: "container" }), "127.0.0.1:4317");
    assert.equal(copied({ port: null }), undefined);
  });
});
