import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { askHosts, readAnswer, type Answer } from "../../server/src/ssh/askHosts.js";
import { host } from "./sshWorld.js";

const whole = "@portolan 1\n@section host\n|hostname=x\n@end 0\n@portolan end\n";

describe("asking several hosts", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), "portolan-hosts-"))));
  afterEach(() => rmSync(root, { recursive: true }));

  /** Asks with an `ssh` of sh's lines; `$host` is who is asked. */
  const ask = (lines: string, names: readonly string[], deadline = 15_000): Promise<readonly Answer[]> => {
    const program = `#!/bin/sh\ncat >/dev/null\nwhile [ "$1" != -- ]; do shift; done\nhost=$2\n${lines}\n`;
    writeFileSync(join(root, "ssh"), program);
    chmodSync(join(root, "ssh"), 0o755);
    const environment = { ...process.env, PATH: `${root}${delimiter}${process.env.PATH ?? ""}` };
    return askHosts(names.map(host), { via: "ssh", script: "", wordsFor: () => [], deadline, environment });
  };
  const answering = `printf '${whole.replaceAll("\n", "\\n")}'`;

  it("gives each its own end, in the order in which they were named", async () => {
    const lines = `case $host in a) sleep 0.5;; b) exit 255;; c) sleep 60;; esac\n${answering}`;
    const answers = await ask(lines, ["a", "b", "c", "d", "a"], 4_000);
    assert.deepEqual(
      answers.map((answer) => [answer.host, answer.kind === "seen" ? "seen" : answer.failure.kind]),
      [
        ["a", "seen"],
        ["b", "closed"],
        ["c", "timed-out"],
        ["d", "seen"],
      ],
    );
  });

  it("asks no more than 32 at a time", async () => {
    const log = join(root, "log");
    const names = Array.from({ length: 40 }, (_, index) => `host-${index}`);
    const answers = await ask(`echo + >>'${log}'; sleep 1; echo - >>'${log}'\n${answering}`, names);
    assert.ok(answers.every(({ kind }) => kind === "seen"));
    let running = 0;
    let most = 0;
    for (const sign of readFileSync(log, "utf8").trim().split("\n")) {
      running += sign === "+" ? 1 : -1;
      most = Math.max(most, running);
    }
    assert.ok(most > 16 && most <= 32, String(most));
  });

  it("takes an answer that is whole, though the connection hangs behind it", async () => {
    const [answer] = await ask(`${answering}; sleep 60`, ["a"], 3_000);
    assert.equal(answer?.kind, "seen");
  });

  it("reads no answer that has no end", () => {
    const asked = { host: "a", askedAt: 0 };
    assert.ok(readAnswer(whole, asked));
    for (const output of ["", "hello\n", whole.replace("@portolan end\n", ""), "\0".repeat(1_000)]) {
      assert.equal(readAnswer(output, asked), undefined, output);
    }
  });
});
