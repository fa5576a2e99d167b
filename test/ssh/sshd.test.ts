import assert from "node:assert/strict";
import { createServer, type Server } from "node:net";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { askHosts, type Answer, type Asking } from "../../server/src/ssh/askHosts.js";
import { needsTerminal } from "../../server/src/ssh/failure.js";
import { probeScript } from "../../server/src/ssh/script.js";
import { host, noSshd, skipUnless, SshWorld } from "./sshWorld.js";

/** A host's whole answer, as short as one can be; the name tells which ports it was asked for. */
const script = "printf '@portolan 1\\n@section host\\n|hostname=asked-for-%s\\n@end 0\\n@portolan end\\n' \"$*\"";

describe("asking a host through a real sshd", function () {
  this.timeout(60_000);
  let world: SshWorld;
  let port: number;
  before(async function () {
    skipUnless(this, noSshd);
    world = new SshWorld();
    port = await world.serve("web-1");
  });
  after(() => {
    if (noSshd === undefined) world.close();
  });

  const ask = async (name: string, asking: Partial<Asking> = {}): Promise<Answer> => {
    const [answer] = await askHosts([host(name)], {
      via: "ssh",
      script,
      wordsFor: () => [4317, 8888],
      deadline: 20_000,
      environment: world.environment,
      ...asking,
    });
    assert.ok(answer);
    return answer;
  };
  const failed = async (name: string, asking: Partial<Asking> = {}) => {
    const answer = await ask(name, asking);
    assert.ok(answer.kind === "failed", "it answered");
    return answer.failure;
  };

  it("runs the script there and reads what it sends", async () => {
    const began = Date.now();
    const answer = await ask("web-1");
    assert.ok(answer.kind === "seen");
    assert.equal(answer.host, "web-1");
    assert.equal(answer.observation.host, "web-1");
    assert.equal(answer.observation.machine.hostname, "asked-for-4317 8888");
    assert.ok(answer.observation.askedAt >= began && answer.observation.askedAt <= Date.now());
  });

  it("sees a real listener and its owner with the real script", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    try {
      const open = (server.address() as AddressInfo).port;
      const answer = await ask("web-1", { script: probeScript, wordsFor: () => [open], deadline: 60_000 });
      assert.ok(answer.kind === "seen");
      const socket = answer.observation.sockets.find((each) => each.port === open);
      assert.deepEqual(
        [socket?.address, socket?.transport, socket?.owners.map(({ pid }) => pid)],
        ["127.0.0.1", "tcp", [process.pid]],
      );
      const connect = answer.observation.connects.find((each) => each.port === open);
      assert.deepEqual(connect, { address: "127.0.0.1", port: open, state: "open" });
    } finally {
      server.close();
    }
  });

  it("gets through a jump host", async () => {
    await world.serve("behind", { client: ["ProxyJump web-1"] });
    assert.equal((await ask("behind")).kind, "seen");
  });

  it("says what is wrong with the jump host", async () => {
    await world.serve("strange-jump", { known: "no" });
    world.alias("behind-strange", port, ["ProxyJump strange-jump"]);
    const { kind, sentence } = await failed("behind-strange");
    assert.equal(kind, "jump-failed");
    assert.equal(
      sentence,
      "behind-strange could not be reached through its jump host: that one, or what lies behind it, has a host key that ssh does not know yet.",
    );
  });

  it("never takes a host key by itself", async () => {
    await world.serve("unknown", { known: "no" });
    const before = readFileSync(join(world.root, "known_hosts"), "utf8");
    const failure = await failed("unknown");
    assert.deepEqual(failure, {
      kind: "unknown-host-key",
      sentence: "unknown has a host key that ssh does not know yet.",
      nextStep: "Open a terminal, connect once and compare the fingerprint: ssh unknown",
    });
    assert.ok(needsTerminal(failure));
    assert.equal(readFileSync(join(world.root, "known_hosts"), "utf8"), before);
  });

  it("tells a changed host key from an unknown one", async () => {
    await world.serve("changed", { known: "other" });
    const { kind, sentence, nextStep } = await failed("changed");
    assert.equal(kind, "changed-host-key");
    assert.equal(sentence, "changed shows another host key than the one ssh knows.");
    assert.match(nextStep, /ssh-keygen -R/);
  });

  it("asks nobody for a password", async () => {
    world.alias("wrong-key", port, [], "stranger");
    const { kind, sentence } = await failed("wrong-key");
    assert.equal(kind, "permission-denied");
    assert.equal(sentence, "wrong-key does not let this login in with the keys that ssh has.");
  });

  it("tells a closed port from a name that nobody knows", async () => {
    world.alias("closed", 1);
    assert.deepEqual(
      [(await failed("closed")).kind, (await failed("no-such-name.invalid")).kind],
      ["refused", "not-resolved"],
    );
  });

  it("says what ssh says of its own configuration", async () => {
    const other = new SshWorld();
    try {
      other.alias("web-1", port, ["NoSuchOption yes"]);
      assert.equal((await failed("web-1", { environment: other.environment })).kind, "ssh-configuration");
    } finally {
      other.close();
    }
  });

  it("gives up on who accepts and never speaks", async () => {
    const silent: Server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    try {
      world.alias("silent", (silent.address() as AddressInfo).port);
      const { kind, sentence } = await failed("silent", { deadline: 1_200 });
      assert.equal(kind, "timed-out");
      assert.equal(sentence, "silent did not finish its answer within 1.2 s.");
    } finally {
      silent.close();
    }
  });

  it("says that there is no ssh on this machine", async () => {
    const { kind, sentence } = await failed("web-1", { environment: { PATH: join(world.root, "nothing") } });
    assert.equal(kind, "no-program");
    assert.equal(sentence, "There is no program ssh on this machine.");
  });

  it("is cancelled, and the program on this side ends", async () => {
    await world.serve("slow", { forced: "sleep 30" });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1_000);
    const began = Date.now();
    assert.equal((await failed("slow", { signal: controller.signal })).kind, "cancelled");
    assert.ok(Date.now() - began < 10_000);
  });

  describe("that is hostile", () => {
    const forced = (name: string, command: string): Promise<number> => world.serve(name, { forced: command });

    it("without a shell", async () => {
      await forced("no-sh", "/nowhere/sh -s");
      assert.equal((await failed("no-sh")).kind, "no-shell");
    });

    it("that sends without end", async () => {
      await forced("endless", "yes @section");
      const { kind, sentence } = await failed("endless");
      assert.equal(kind, "flooded");
      assert.equal(sentence, "endless sent more than 4 MiB, which no answer of a probe needs.");
    });

    it("that sends binary", async () => {
      await forced("binary", "printf '\\000\\001\\377\\376 a\\tb \\033[2J\\302\\233\\342\\200\\256c'");
      const { kind, sentence } = await failed("binary");
      assert.equal(kind, "no-answer");
      assert.equal(sentence, "binary sent nothing sensible back (\uFFFD\uFFFD a b [2Jc).");
    });

    it("that drips", async () => {
      await forced("drip", "echo @portolan 1; while :; do echo @section x; sleep 0.2; done");
      assert.equal((await failed("drip", { deadline: 2_500 })).kind, "timed-out");
    });

    it("that closes early", async () => {
      await forced("early", "echo @portolan 1; echo @section host; echo '|hostname=x'");
      const { kind, sentence } = await failed("early");
      assert.equal(kind, "closed");
      assert.equal(sentence, "early stopped in the middle of its answer.");
    });

    it("that allows something else only", async () => {
      await forced("sftp-only", "echo This service allows sftp connections only.");
      assert.equal(
        (await failed("sftp-only")).sentence,
        "sftp-only sent nothing sensible back (This service allows sftp connections only.).",
      );
    });

    it("that tells ssh's own stories on standard error", async () => {
      await forced("liar", "echo @portolan 1; echo Host key verification failed. >&2; exit 255");
      assert.equal((await failed("liar")).kind, "closed");
    });

    it("that puts secrets and escapes where they would be shown", async () => {
      await forced("leaky", "printf 'api_key=0123456789abcdef0123456789abcdef \\033[31mred\\n'");
      assert.equal((await failed("leaky")).sentence, "leaky sent nothing sensible back (api_key=*** [31mred).");
    });
  });

  it("lets no name become an option, whoever passes the check by", async () => {
    const pwned = join(world.root, "pwned");
    const unchecked = `-oProxyCommand=touch ${pwned}` as ReturnType<typeof host>;
    const [answer] = await askHosts([unchecked], {
      via: "ssh",
      script,
      wordsFor: () => [],
      deadline: 10_000,
      environment: world.environment,
    });
    assert.equal(answer?.kind, "failed");
    assert.equal(existsSync(pwned), false);
  });
});
