import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProbeView } from "../../server/src/cli/probeView.js";
import { noSshd, skipUnless, SshWorld } from "./sshWorld.js";
import { portolanIn } from "./terminal.js";

const page = readFileSync(fileURLToPath(new URL("../../docs/fleets.md", import.meta.url)), "utf8");
const playbook = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? "";
const noAnsible = spawnSync("ansible-playbook", ["--version"]).status === 0 ? undefined : "needs ansible-playbook";
const reason = noSshd ?? noAnsible;

describe("the page on fleets", function () {
  this.timeout(120_000);
  let world: SshWorld;
  let root: string;
  before(async function () {
    skipUnless(this, reason);
    root = mkdtempSync(join(tmpdir(), "portolan-fleet-"));
    world = new SshWorld();
    await world.serve("web-1");
    await world.serve("web-2");
  });
  after(() => {
    if (reason !== undefined) return;
    world.close();
    rmSync(root, { recursive: true });
  });

  it("shows a playbook that Ansible runs, and whose answers are read", async () => {
    const script = await portolanIn(root, "probe", "--print-script");
    assert.equal(script.code, 0);
    assert.match(script.err, /^portolan: note: its arguments for this workspace: 4317 4318 7777 8888 13133$/m);
    writeFileSync(join(root, "probe.sh"), script.out);
    writeFileSync(join(root, "probe.yml"), playbook);
    writeFileSync(join(root, "inventory"), "web-1\nweb-2\n");
    mkdirSync(join(root, "answers"));
    execFileSync("ansible-playbook", ["-i", "inventory", "probe.yml"], {
      cwd: root,
      stdio: "pipe",
      env: {
        ...world.environment,
        ANSIBLE_HOME: join(root, "ansible"),
        ANSIBLE_LOCAL_TEMP: join(root, "ansible", "local"),
        ANSIBLE_REMOTE_TEMP: join(root, "ansible", "remote"),
        // Ansible's own would leave connections open behind the test.
        ANSIBLE_SSH_ARGS: "-o ControlMaster=no",
        ANSIBLE_PYTHON_INTERPRETER: "auto_silent",
      },
    });
    const answers = readdirSync(join(root, "answers")).sort();
    assert.deepEqual(answers, ["web-1.txt", "web-2.txt"]);
    const words = answers.map((name) => `answers/${name}`);
    const { code, out } = await portolanIn(root, "probe", "--format", "json", "--import", ...words);
    const { hosts } = JSON.parse(out) as ProbeView;
    assert.deepEqual(
      hosts.map((host) => [host.host, host.reachable]),
      [
        ["web-1", true],
        ["web-2", true],
      ],
    );
    assert.ok(hosts.every(({ sockets }) => sockets.length > 0));
    assert.notEqual(code, 3);
  });
});
