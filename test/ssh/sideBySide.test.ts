import assert from "node:assert/strict";
import { askHosts } from "../../server/src/ssh/askHosts.js";
import { probeScript } from "../../server/src/ssh/script.js";
import { host, noSshd, skipUnless, SshWorld } from "./sshWorld.js";

const hosts = Array.from({ length: 20 }, (_, index) => host(`host-${index + 1}`));
const heldBack = 2_000;

describe("twenty hosts side by side", function () {
  this.timeout(180_000);
  let world: SshWorld;
  before(async function () {
    skipUnless(this, noSshd);
    world = new SshWorld();
    const forced = `sleep ${heldBack / 1_000}; eval "$SSH_ORIGINAL_COMMAND"`;
    await Promise.all(hosts.map((each) => world.serve(each, { forced })));
  });
  after(() => {
    if (noSshd === undefined) world.close();
  });

  it("take no more than one and a half times as long as the slowest of them", async () => {
    const began = new Map<string, number>();
    const took = new Map<string, number>();
    const start = performance.now();
    const answers = await askHosts(hosts, {
      via: "ssh",
      script: probeScript,
      wordsFor: () => [4317],
      deadline: 120_000,
      environment: world.environment,
      onBegin: (each) => void began.set(each, performance.now()),
      onAnswer: (answer) => void took.set(answer.host, performance.now() - (began.get(answer.host) ?? 0)),
    });
    const total = performance.now() - start;
    const slowest = Math.max(...took.values());
    const fastest = Math.min(...took.values());
    const figures = [total, slowest, fastest].map((each) => `${(each / 1_000).toFixed(1)} s`);
    console.log(`      all ${figures[0]}, slowest ${figures[1]}, fastest ${figures[2]}`);
    assert.deepEqual(
      answers.map((answer) => [answer.host, answer.kind]),
      hosts.map((each) => [each, "seen"]),
    );
    assert.ok(fastest >= heldBack);
    assert.ok(total <= 1.5 * slowest);
  });
});
