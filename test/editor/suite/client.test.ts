import assert from "node:assert/strict";
import { judgePort } from "../../../client/src/judgePort.js";
import { children, collisionsIn, portMapTree } from "../../../client/src/portMapTree.js";
import type { ListenerItem, PortChoices } from "../../../server/src/protocol.js";

describe("what the client says of a typed port", () => {
  const choices: PortChoices = {
    owner: "otlp receiver (grpc) of DDOT",
    current: 4317,
    proposals: [{ port: 14317 }],
    taken: [{ port: 9999, owner: "internal metrics of otelcol-contrib" }],
  };

  for (const typed of ["0", "65536", "4317x", "-1", "1.5", "１２", "4317", "9999", "09999"]) {
    it(`refuses ${typed}`, () => assert.equal(judgePort(typed, choices)?.verdict, "refused"));
  }
  for (const typed of ["1", "1023", "30000", "32767", "32768", "60999"]) {
    it(`doubts ${typed}`, () => assert.equal(judgePort(typed, choices)?.verdict, "doubtful"));
  }
  for (const typed of ["1024", "14317", "29999", "61000", "65535"]) {
    it(`says nothing of ${typed}`, () => assert.equal(judgePort(typed, choices), undefined));
  }
});

describe("the rows of the port map", () => {
  it("merges owners of one port and one transport, in the order of ports", () => {
    const [host] = treeOf(
      listener("b", 8125, { transport: "udp" }),
      listener("a", 8125),
      listener("c", 4317, { conflict: true }),
      listener("d", 4317, { conflict: true }),
    );
    assert(host);
    const seen = host.ports.map((port) => [port.port, port.transport, port.owners.map((owner) => owner.claim.id)]);
    assert.deepEqual(seen, [
      [4317, "tcp", ["c", "d"]],
      [8125, "tcp", ["a"]],
      [8125, "udp", ["b"]],
    ]);
    assert.equal(collisionsIn(host), 1);
    assert.deepEqual(
      host.ports.map((port) => children(port).length),
      [2, 0, 0],
    );
  });

  it("keeps ports that nobody knows apart, and puts them last", () => {
    const [host] = treeOf(listener("a", null), listener("b", null), listener("c", 1));
    assert.deepEqual(
      host?.ports.map(({ port, owners }) => [port, owners.length]),
      [
        [1, 1],
        [null, 1],
        [null, 1],
      ],
    );
  });
});

function treeOf(...listeners: ListenerItem[]): ReturnType<typeof portMapTree> {
  return portMapTree({ namespaces: [{ id: "h", kind: "host", label: "h", description: "", listeners, mappings: [] }] });
}

function listener(id: string, port: number | null, more: Partial<ListenerItem> = {}): ListenerItem {
  return {
    id,
    port,
    address: "0.0.0.0",
    transport: "tcp",
    protocol: "otlp-grpc",
    owner: `${id} of w`,
    workload: "w",
    label: id,
    uri: "file:///a.yaml",
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    origin: "explicit",
    conflict: false,
    ...more,
  };
}
