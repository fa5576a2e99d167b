import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { connectFrom } from "../../server/src/ssh/connectFrom.js";
import { parseAddress } from "../../server/src/ssh/hostName.js";
import { freePort, host, noSshd, skipUnless, SshWorld } from "./sshWorld.js";

describe("connecting from a second host", function () {
  this.timeout(60_000);
  let world: SshWorld;
  before(async function () {
    skipUnless(this, noSshd);
    world = new SshWorld();
    await world.serve("second");
  });
  after(() => {
    if (noSshd === undefined) world.close();
  });

  const connect = (from: string, ports: readonly number[]) =>
    connectFrom({
      from: host(from),
      via: "ssh",
      to: host("127.0.0.1"),
      ports,
      deadline: 20_000,
      environment: world.environment,
    });

  it("tells which ports are open from there", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    try {
      const open = (server.address() as AddressInfo).port;
      const closed = await freePort();
      assert.deepEqual(await connect("second", [open, closed]), {
        kind: "connected",
        from: "second",
        connects: [
          { address: "127.0.0.1", port: open, state: "open" },
          { address: "127.0.0.1", port: closed, state: "refused" },
        ],
      });
    } finally {
      server.close();
    }
  });

  it("says why the second host could not be asked", async () => {
    world.alias("closed", 1);
    const answer = await connect("closed", [4317]);
    assert.equal(answer.kind === "failed" && answer.failure.kind, "refused");
  });

  it("takes a name or an address to connect to, and no user", () => {
    assert.equal(parseAddress("10.0.0.7"), "10.0.0.7");
    assert.equal(parseAddress("2001:db8::7"), "2001:db8::7");
    for (const word of ["ops@web-1", "-x", "a b", "$(id)", "web-1:4317"]) assert.equal(parseAddress(word), undefined);
  });
});
