import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { ProbeView } from "../../server/src/cli/probeView.js";
import { connectFrom } from "../../server/src/ssh/connectFrom.js";
import { parseAddress } from "../../server/src/ssh/hostName.js";
import { portolanIn } from "./terminal.js";
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

  it("is a row for each port that others should reach, on the command line", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const path = process.env.PATH;
    process.env.PATH = world.environment.PATH;
    try {
      const open = (server.address() as AddressInfo).port;
      const closed = await freePort();
      const receivers = [`0.0.0.0:${open}`, `0.0.0.0:${closed}`, "localhost:4317"].map(
        (endpoint, index) => `  otlp/${index}: {protocols: {grpc: {endpoint: "${endpoint}"}}}\n`,
      );
      writeFileSync(
        join(world.root, "config.yaml"),
        `receivers:\n${receivers.join("")}exporters: {debug: }\nservice:\n  telemetry: {metrics: {level: none}}\n` +
          "  pipelines: {traces: {receivers: [otlp/0, otlp/1, otlp/2], exporters: [debug]}}\n",
      );
      writeFileSync(join(world.root, ".portolan.yaml"), "hosts: {second: {runs: [config.yaml]}}\n");
      const words = ["probe", "second", "--from", "second", "--to", "127.0.0.1", "--path", world.root];
      const { code, out } = await portolanIn(world.root, ...words, "--format", "json");
      const { hosts } = JSON.parse(out) as ProbeView;
      const rows = hosts[0]?.checks.filter(({ id }) => id.startsWith("from:")).map(({ id, status }) => [id, status]);
      assert.deepEqual(
        rows?.toSorted(),
        [
          [`from:second:${open}/tcp`, "ok"],
          [`from:second:${closed}/tcp`, "failed"],
        ].toSorted(),
      );
      assert.equal(code, 1);
    } finally {
      process.env.PATH = path;
      server.close();
    }
  });

  it("is refused for several hosts, and for what is no host", async () => {
    for (const words of [
      ["a", "b", "--from", "c"],
      ["a", "--from", "-oProxyCommand=x"],
      ["a", "--from", "b", "--to", "$(id)"],
      ["a", "--to", "b"],
    ]) {
      const { code, err } = await portolanIn(world.root, "probe", ...words);
      assert.equal(code, 2, err);
    }
  });

  it("takes a name or an address to connect to, and no user", () => {
    assert.equal(parseAddress("10.0.0.7"), "10.0.0.7");
    assert.equal(parseAddress("2001:db8::7"), "2001:db8::7");
    for (const word of ["ops@web-1", "-x", "a b", "$(id)", "web-1:4317"]) assert.equal(parseAddress(word), undefined);
  });
});
