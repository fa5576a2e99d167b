import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProbe, type Outcome } from "../../server/src/ssh/runProbe.js";

/** What the host would be: a program of this machine that misbehaves. */
const sh = (script: string, deadline = 10_000, signal?: AbortSignal): Promise<Outcome> =>
  runProbe({ argv: { program: "sh", args: ["-s"] }, script, deadline, signal });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A process that ended but whom nobody waited for still has its number.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

async function dead(pid: number): Promise<void> {
  for (let attempt = 0; attempt < 100 && isAlive(pid); attempt++) await new Promise((done) => setTimeout(done, 20));
  assert.equal(isAlive(pid), false, `${pid} still runs`);
}

describe("running a probe", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), "portolan-run-"))));
  afterEach(() => rmSync(root, { recursive: true }));

  it("brings back what was sent, and how it ended", async () => {
    assert.deepEqual(await sh("echo seen; echo said >&2; exit 3"), {
      stdout: "seen\n",
      stderr: "said\n",
      end: { kind: "exited", code: 3 },
    });
    assert.deepEqual((await sh("kill -TERM $$")).end, { kind: "killed", signal: "SIGTERM" });
  });

  it("says that there is no such program", async () => {
    const { end } = await runProbe({ argv: { program: "no-such-program", args: [] }, script: "", deadline: 1_000 });
    assert.ok(end.kind === "not-started");
    assert.equal(end.error.code, "ENOENT");
  });

  it("survives a program that does not read its input", async () => {
    const script = `:${" ".repeat(4 * 1024 * 1024)}`;
    const { end } = await runProbe({ argv: { program: "true", args: [] }, script, deadline: 10_000 });
    assert.deepEqual(end, { kind: "exited", code: 0 });
  });

  it("takes 4 MiB and no more, and keeps the beginning", async () => {
    const { stdout, end } = await sh("echo first; yes");
    assert.deepEqual(end, { kind: "flooded", most: 4 * 1024 * 1024 });
    assert.equal(stdout.length, 4 * 1024 * 1024);
    assert.ok(stdout.startsWith("first\ny\n"));
  });

  it("keeps the end of what is said on standard error", async () => {
    const { stderr } = await sh("i=0; while [ $i -lt 20000 ]; do echo noise >&2; i=$((i+1)); done; echo cause >&2");
    assert.ok(stderr.length <= 64 * 1024);
    assert.ok(stderr.endsWith("noise\ncause\n"));
  });

  it("takes binary for what it is", async () => {
    const { stdout } = await sh("printf '\\377\\376\\000ok'");
    assert.equal(stdout, "\uFFFD\uFFFD\u0000ok");
  });

  it("stops a slow drip at the deadline, with all that it started", async () => {
    const file = join(root, "pid");
    const began = Date.now();
    const { stdout, end } = await sh(`sleep 60 & echo $! > ${file}; while :; do echo drip; sleep 0.1; done`, 1_500);
    assert.deepEqual(end, { kind: "timed-out", after: 1_500 });
    assert.ok(Date.now() - began < 5_000);
    assert.match(stdout, /^(drip\n)+$/);
    await dead(Number(readFileSync(file, "utf8")));
  });

  it("does not wait for what a program left behind with its pipes", async () => {
    const file = join(root, "pid");
    const began = Date.now();
    const { end } = await sh(`setsid sleep 30 & echo $! > ${file}; echo done`);
    assert.deepEqual(end, { kind: "exited", code: 0 });
    assert.ok(Date.now() - began < 10_000);
    process.kill(Number(readFileSync(file, "utf8")));
  });

  it("is cancelled with all that it started, also what does not want to end", async () => {
    const file = join(root, "pid");
    const controller = new AbortController();
    const running = sh(`trap '' TERM INT HUP; echo $$ > ${file}; while :; do sleep 1; done`, 30_000, controller.signal);
    while (!existsSync(file) || readFileSync(file, "utf8") === "") await new Promise((done) => setTimeout(done, 20));
    controller.abort();
    assert.deepEqual((await running).end, { kind: "cancelled" });
    await dead(Number(readFileSync(file, "utf8")));
  });

  it("does not begin what is cancelled already", async () => {
    const outcome = await sh(`touch ${join(root, "ran")}`, 1_000, AbortSignal.abort());
    assert.deepEqual(outcome, { stdout: "", stderr: "", end: { kind: "cancelled" } });
    assert.equal(existsSync(join(root, "ran")), false);
  });
});
