import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CancellationTokenSource,
  WorkDoneProgress,
  type Diagnostic,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from "vscode-languageserver-protocol/node";
import type {
  CheckHostsParams,
  CheckHostsResult,
  InitializationOptions,
  LiveFailed,
  LiveHostReport,
  LiveHostsResult,
  LiveSeen,
  PortMapResult,
} from "../../server/src/protocol.js";
import { answerOf, ddotStory, FakeSsh, frame } from "../ssh/fakeSsh.js";
import { Editor } from "./editor.js";

const collector = "etc/otelcol-contrib/config.yaml";
const ddot = "etc/datadog-agent/otel-config.yaml";
const source = "portolan (live)";

describe("live checks", function () {
  this.timeout(30_000);
  const { PATH, HOME } = process.env;
  let ssh: FakeSsh;
  let editor: Editor | undefined;

  beforeEach(() => {
    ssh = new FakeSsh(["web-1", "web-2", "slow"]);
    Object.assign(process.env, ssh.environment);
  });
  afterEach(async () => {
    Object.assign(process.env, { PATH, HOME });
    await editor?.quit();
    editor = undefined;
    ssh.close();
  });

  const open = async (options: InitializationOptions = { trusted: true }, project?: string): Promise<Editor> => {
    editor = await Editor.open("examples/ddot-conflict", { commands: ["portolan.copyCommand"], ...options });
    if (project !== undefined) {
      writeFileSync(join(editor.folder, ".portolan.yaml"), project);
      await editor.touched(".portolan.yaml", 1);
    }
    await editor.show(collector);
    await editor.show(ddot);
    return editor;
  };
  const candidates = (from: Editor): Promise<LiveHostsResult> => from.connection.sendRequest("portolan/liveHosts");
  const check = (from: Editor, params: CheckHostsParams): Promise<CheckHostsResult> =>
    from.connection.sendRequest("portolan/checkHosts", params);
  const asked = async (from: Editor, ...hosts: readonly string[]): Promise<readonly LiveHostReport[]> => {
    const result = await check(from, { hosts });
    assert(result.kind === "asked", JSON.stringify(result));
    return result.report.hosts;
  };
  const refusal = async (from: Editor, params: CheckHostsParams): Promise<string> => {
    const result = await check(from, params);
    assert(result.kind === "refused", JSON.stringify(result));
    return result.reason;
  };
  const live = (from: Editor, path: string): readonly Diagnostic[] =>
    (from.diagnostics.get(from.uri(path)) ?? []).filter((each) => each.source === source);
  const lines = (from: Editor, path: string): readonly string[] =>
    live(from, path).map(({ code, range }) => `${String(range.start.line + 1)} ${String(code)}`);

  describe("whom they ask", () => {
    it("lists the person's own hosts, and those that only the workspace names as such", async () => {
      const here = await open(
        undefined,
        'hosts:\n  db: {runs: [etc], ssh: db-1}\n  web: {runs: [x], ssh: web-1}\n  bad: {runs: [y], ssh: "-oProxyCommand=id"}\n',
      );
      assert.deepEqual((await candidates(here)).hosts, [
        { alias: "db-1", name: "db", origin: "workspace" },
        { alias: "web-1", name: "web", origin: "own" },
        { alias: "bad", name: "bad", origin: "workspace" },
        { alias: "web-2", origin: "own" },
        { alias: "slow", origin: "own" },
      ]);
    });

    it("ask nobody before the workspace is trusted", async () => {
      const here = await open({ trusted: false });
      assert.deepEqual(await candidates(here), { hosts: [] });
      const reason = "Portolan asks no host before you trust this workspace.";
      assert.equal(await refusal(here, { hosts: ["web-1"], confirmed: ["web-1"] }), reason);
      assert.deepEqual(ssh.calls(), []);
      await here.connection.sendNotification("portolan/workspaceTrusted");
      assert.equal((await asked(here, "web-1")).length, 1);
    });

    it("ask nobody whom only the workspace names, until the person confirms it", async () => {
      const here = await open(undefined, "hosts:\n  db: {runs: [etc], ssh: db-1}\n");
      const reason = "db-1 is not named by your own ssh configuration, so you have to confirm it first.";
      assert.equal(await refusal(here, { hosts: ["web-1", "db-1"] }), reason);
      assert.equal(await refusal(here, { hosts: ["db-1"], confirmed: ["db-2"] }), reason);
      assert.deepEqual(ssh.calls(), [], "not even the one that is the person's own");
      const result = await check(here, { hosts: ["db-1"], confirmed: ["db-1"] });
      assert.equal(result.kind, "asked");
      assert.equal(ssh.calls().length, 1);
    });

    for (const alias of [
      "-oProxyCommand=touch pwned",
      "web 1",
      "$(id)",
      "web-1\nx",
      "wеb-1",
      "root@web-1",
      "::1",
      "",
    ]) {
      it(`start nothing for ${JSON.stringify(alias)}, confirmed or not`, async () => {
        const here = await open();
        const reason = await refusal(here, { hosts: ["web-1", alias], confirmed: [alias] });
        assert.ok(reason.startsWith(`${JSON.stringify(alias)} is no alias of ssh: `), reason);
        assert.deepEqual(ssh.calls(), []);
      });
    }

    it("want at least one, and ask each once", async () => {
      const here = await open();
      assert.equal(await refusal(here, { hosts: [] }), "Name at least one host.");
      assert.equal((await asked(here, "web-1", "web-1")).length, 1);
      assert.equal(ssh.calls().length, 1);
    });
  });

  describe("what they find", () => {
    beforeEach(() => ssh.answer("web-1", ddotStory("web-1")));

    it("names the root cause first, and stands on the lines that declare what is not so", async () => {
      const here = await open();
      const before = Date.now();
      const [report] = await asked(here, "web-1");
      assert(report?.outcome.kind === "seen");
      const { summary, checks, findings } = report.outcome;
      assert.equal(
        summary,
        "otelcol-contrib (pid 812) holds 4317 and 4318, so DDOT cannot bind them and exits; that is why 7777 refuses.",
      );
      assert.ok(report.askedAt >= before && report.askedAt <= Date.now());
      assert.equal(checks.find(({ id }) => id === "port:4317/tcp")?.status, "failed");
      const held = findings.filter(({ rule }) => rule === "port-held-by-other");
      assert.deepEqual(
        held.map(({ uri, range }) => [uri, range.start.line + 1]),
        [
          [here.uri(ddot), 10],
          [here.uri(ddot), 12],
        ],
      );
      assert.deepEqual(held[0]?.commands, [
        { purpose: "Stop what holds the port", line: "sudo systemctl stop otelcol-contrib.service" },
      ]);
      await here.until("the live findings", () => live(here, ddot).length > 0);
      assert.ok(lines(here, ddot).includes("10 port-held-by-other"), lines(here, ddot).join());
      const [first] = live(here, ddot);
      assert(first);
      assert.match(messageOf(first), /on web-1 by otelcol-contrib \(pid 812\)/);
      assert.match(messageOf(first), /\nSeen on web-1, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$/);
      assert.ok(here.rules(ddot).includes("port-conflict"), "what the files say stays as it is");
    });

    it("asks for the declared ports", async () => {
      await asked(await open(), "web-1");
      assert.match(ssh.calls()[0] ?? "", /^-T -o BatchMode=yes .* -- web-1 sh -s -- 4317 4318 .*\b9999\b/);
    });

    it("follows its line, goes with it, and leaves the others", async () => {
      const here = await open();
      await asked(here, "web-1");
      const held = (): readonly string[] => lines(here, ddot).filter((each) => each.includes("held"));
      await here.until("the findings", () => held().length === 2);
      await here.replace(
        ddot,
        "receivers:\n  otlp:\n    protocols",
        "# one\n# two\nreceivers:\n  otlp:\n    protocols",
      );
      await here.until(
        "them two lines further down",
        () => held().join() === "12 port-held-by-other,14 port-held-by-other",
      );
      await here.replace(ddot, "0.0.0.0:4317", "0.0.0.0:24317");
      await here.until("one of them left", () => held().length === 1);
      assert.deepEqual(held(), ["14 port-held-by-other"]);
      assert.ok(!here.rules(ddot).includes("syntax"));
    });

    it("replaces what a host showed before, and leaves what others showed", async () => {
      ssh.answer("web-2", ddotStory("web-2"));
      const here = await open();
      await asked(here, "web-1", "web-2");
      const hosts = (): readonly string[] =>
        live(here, ddot)
          .filter(({ code }) => code === "port-held-by-other")
          .map((each) => /Seen on ([\w-]+)/.exec(messageOf(each))?.[1] ?? "")
          .sort();
      await here.until("both hosts' findings", () => hosts().length === 4);
      ssh.answer("web-1", ddotStory("web-1", [4317]));
      await asked(here, "web-1");
      await here.until("one fewer", () => hosts().join() === "web-1,web-2,web-2");
    });

    it("is taken back by a request", async () => {
      const here = await open();
      await asked(here, "web-1");
      await here.until("the findings", () => live(here, ddot).length > 0);
      await here.connection.sendRequest("portolan/clearLive");
      await here.until("nothing live", () => live(here, ddot).length === 0 && live(here, collector).length === 0);
      assert.ok(here.rules(ddot).includes("port-conflict"));
    });

    it("shows at the port in the port map, until it is taken back", async () => {
      ssh.answer("web-1", ddotStory("web-1", [4317, 4318, 24317]));
      const here = await open();
      await here.replace(ddot, "0.0.0.0:4317", "0.0.0.0:24317");
      let changes = 0;
      here.connection.onNotification("portolan/portMapChanged", () => {
        changes++;
      });
      const problem = async (): Promise<string | undefined> => {
        const { namespaces } = await here.connection.sendRequest<PortMapResult>("portolan/portMap");
        return namespaces.flatMap(({ listeners }) => listeners).find(({ port }) => port === 24317)?.problem;
      };
      assert.equal(await problem(), undefined);
      const before = changes;
      await asked(here, "web-1");
      assert.match((await problem()) ?? "", /^Port 24317\/tcp .* is held on web-1 by otelcol-contrib \(pid 812\)/);
      assert.ok(changes > before);
      await here.connection.sendRequest("portolan/clearLive");
      assert.equal(await problem(), undefined);
    });

    it("has its commands copied by the client, and never run", async () => {
      const here = await open();
      await asked(here, "web-1");
      const actions = await here.codeActions(ddot, "0.0.0.0:4317");
      const copies = actions.filter(({ command }) => command?.command === "portolan.copyCommand");
      assert.ok(copies.length > 0);
      const [copy] = copies;
      assert.equal(
        copy?.title,
        "Stop what holds the port, on web-1: copy `sudo systemctl stop otelcol-contrib.service`",
      );
      assert.deepEqual(copy.command?.arguments, ["sudo systemctl stop otelcol-contrib.service"]);
      assert.equal(copy.edit, undefined);
      assert.equal(copy.diagnostics?.[0]?.source, source);
    });

    it("offers no copy to a client that cannot", async () => {
      const here = await open({ trusted: true, commands: [] });
      await asked(here, "web-1");
      const actions = await here.codeActions(ddot, "0.0.0.0:4317");
      assert.deepEqual(
        actions.filter(({ title }) => title.includes("copy")),
        [],
      );
    });

    it("shows that all is well where it is", async () => {
      ssh.answer("web-2", answerOf(frame("host", "hostname=web-2", "uid=0", "user=root")));
      const here = await open();
      const [report] = await asked(here, "web-2");
      assert.deepEqual((report?.outcome as LiveSeen).findings, []);
    });
  });

  describe("whom they cannot ask", () => {
    const failure = async (from: Editor, host: string): Promise<LiveFailed> => {
      const [report] = await asked(from, host);
      assert(report?.outcome.kind === "failed");
      return report.outcome;
    };

    it("is told with what happened, what to do, and what to type", async () => {
      const here = await open();
      assert.deepEqual(await failure(here, "web-2"), {
        kind: "failed",
        sentence: "web-2 refuses connections on ssh's port.",
        nextStep: "Look whether sshd runs there, and whether ~/.ssh/config names the right port.",
      });
      ssh.fail("web-1", "Host key verification failed.\n");
      assert.deepEqual(await failure(here, "web-1"), {
        kind: "failed",
        sentence: "web-1 has a host key that ssh does not know yet.",
        nextStep: "Open a terminal, connect once and compare the fingerprint: ssh web-1",
        connect: "ssh web-1",
      });
    });

    it("shows nothing any more of what it showed before", async () => {
      ssh.answer("web-1", ddotStory("web-1"));
      const here = await open();
      await asked(here, "web-1");
      await here.until("the findings", () => live(here, ddot).length > 0);
      ssh.answer("web-1", "hello\n");
      assert.match((await failure(here, "web-1")).sentence, /^web-1 sent nothing sensible back/);
      await here.until("nothing live", () => live(here, ddot).length === 0);
    });

    it("does not hold up the others, within the time of the setting", async () => {
      ssh.answer("web-1", ddotStory("web-1"));
      const here = await open({ trusted: true, settings: { live: { timeout: 3 } } });
      const [slow, fast] = await asked(here, "slow", "web-1");
      assert.equal(
        slow?.outcome.kind === "failed" && slow.outcome.sentence,
        "slow did not finish its answer within 3 s.",
      );
      assert.equal(fast?.outcome.kind, "seen");
    });

    it("is given up when the person cancels, with what was started; who has answered stays", async () => {
      ssh.answer("web-1", ddotStory("web-1"));
      const here = await open();
      const told: (WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd)[] = [];
      here.connection.onProgress(WorkDoneProgress.type, "live-1", (value) => void told.push(value));
      const cancel = new CancellationTokenSource();
      const params: CheckHostsParams = { hosts: ["slow", "web-1"], workDoneToken: "live-1" };
      const answer = here.connection.sendRequest<CheckHostsResult>("portolan/checkHosts", params, cancel.token);
      await here.until("what web-1 showed", () => live(here, ddot).length > 0);
      assert.equal(ssh.pids().length, 1);
      cancel.cancel();
      const result = await answer;
      assert(result.kind === "asked");
      const [slow, fast] = result.report.hosts;
      assert.equal(
        slow?.outcome.kind === "failed" && slow.outcome.sentence,
        "slow was not asked to the end: cancelled.",
      );
      assert.equal(fast?.outcome.kind, "seen");
      for (const pid of ssh.pids()) assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
      assert.deepEqual(told, [
        { kind: "begin", title: "Asking 2 hosts", percentage: 0 },
        { kind: "report", percentage: 50, message: "web-1 is done, 1 of 2" },
        { kind: "report", percentage: 100, message: "slow is done, 2 of 2" },
        { kind: "end" },
      ]);
    });
  });
});

function messageOf({ message }: Diagnostic): string {
  return typeof message === "string" ? message : message.value;
}
