import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ProbeView } from "../../server/src/cli/probeView.js";
import { answerOf, frame } from "./fakeSsh.js";
import { portolanIn, type Outcome } from "./terminal.js";

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const main = fileURLToPath(new URL("../../server/src/cli/main.ts", import.meta.url));

const config = `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
exporters:
  debug:
service:
  telemetry:
    metrics:
      level: none
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;
const project = `hosts:
  web:
    ssh: web-1
    runs: [config.yaml]
`;

const ssHeading = "Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process";
/** A host on which the process has 4317. */
const heldBy = (process: string): string =>
  answerOf(
    frame("host", "hostname=web-1", "kernel=Linux", "uid=0", "user=root", "bindv6only=0"),
    frame(
      "sockets ss",
      ssHeading,
      `tcp   LISTEN 0      4096   *:4317             *:*               users:(("${process}",pid=812,fd=7))`,
    ),
    frame("process 812", `exe=/usr/bin/${process}`, "user=otel", "netns=host", `arg=/usr/bin/${process}`),
    frame("connect 127.0.0.1 4317", "state=open"),
  );

describe("portolan probe", function () {
  this.timeout(30_000);
  let root: string;
  let path: string | undefined;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "portolan-probe-")));
    path = process.env.PATH;
    process.env.PATH = `${join(root, "bin")}${delimiter}${path ?? ""}`;
    put({ "work/config.yaml": config, "work/.portolan.yaml": project });
    // An ssh that knows its hosts by files, and says what it was started with.
    program(
      "ssh",
      `echo "$*" >>'${root}/calls'
while [ "$1" != -- ]; do shift; done
cat >/dev/null
if [ -e '${root}/answers/'"$2" ]; then cat '${root}/answers/'"$2"; exit 0; fi
echo "ssh: connect to host $2 port 22: Connection refused" >&2
exit 255`,
    );
  });
  afterEach(() => {
    process.env.PATH = path;
    rmSync(root, { recursive: true });
  });

  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  };
  const program = (name: string, lines: string): void => {
    put({ [`bin/${name}`]: `#!/bin/sh\n${lines}\n` });
    chmodSync(join(root, "bin", name), 0o755);
  };
  const probe = (...words: readonly string[]): Promise<Outcome> => portolanIn(join(root, "work"), "probe", ...words);
  const probed = async (...words: readonly string[]): Promise<ProbeView & { readonly version: number }> =>
    JSON.parse((await probe("--format", "json", ...words)).out) as ProbeView & { version: number };
  const calls = (): string => (existsSync(join(root, "calls")) ? readFileSync(join(root, "calls"), "utf8") : "");

  it("writes JSON of the agreed shape", async () => {
    put({ "answers/web-1": heldBy("nginx") });
    const { code, out } = await probe("--format", "json", "web-1", "web-2");
    assert.equal(code, 3);
    const view = JSON.parse(out) as ProbeView & { version: number };
    assert.deepEqual(Object.keys(view), ["version", "hosts", "findings"]);
    assert.equal(view.version, 1);
    const [first, second] = view.hosts;
    assert.ok(first && second);
    assert.equal(first.host, "web-1");
    assert.equal(first.reachable, true);
    assert.equal(first.error, undefined);
    assert.match(first.askedAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.match(first.summary ?? "", /nginx/);
    assert.deepEqual(first.sockets, [{ address: "0.0.0.0", port: 4317, transport: "tcp", process: "nginx", pid: 812 }]);
    for (const check of first.checks) {
      assert.deepEqual(Object.keys(check), ["id", "status", "summary"]);
      assert.match(check.status, /^(ok|warning|failed|unknown)$/);
    }
    const { askedAt, ...failed } = second;
    assert.match(askedAt, /Z$/);
    assert.deepEqual(failed, {
      host: "web-2",
      reachable: false,
      error: "web-2 refuses connections on ssh's port.",
      nextStep: "Look whether sshd runs there, and whether ~/.ssh/config names the right port.",
      sockets: [],
      checks: [],
    });
    const finding = view.findings.find(({ rule }) => rule === "port-held-by-other");
    assert.ok(finding);
    assert.equal(finding.host, "web-1");
    assert.equal(finding.file, "config.yaml");
    assert.deepEqual(finding.range, { start: { line: 5, column: 19 }, end: { line: 5, column: 31 } });
    const { evidence, ...others } = finding;
    assert.ok(evidence === undefined || evidence !== "");
    const keys = ["commands", "file", "fixes", "host", "message", "range", "related", "rule", "severity"];
    assert.deepEqual(Object.keys(others).sort(), keys);
    for (const command of finding.commands) assert.deepEqual(Object.keys(command), ["purpose", "line"]);
  });

  it("asks for the declared ports, by an argv that names the host last", async () => {
    put({ "answers/web-1": heldBy("otelcol"), "work/config.yaml": config.replace("4317", "14317") });
    await probe("web-1");
    assert.match(calls(), /^-T -o BatchMode=yes .* -- web-1 sh -s -- 4317 4318 8888 13133 7777 14317\n$/);
  });

  it("asks where OTLP over HTTP and metrics are declared, whatever their ports", async () => {
    const http = "      http:\n        endpoint: 0.0.0.0:14318\nexporters:";
    const moved = config.replace("exporters:", http).replace("level: none", "address: 0.0.0.0:9999");
    put({ "answers/web-1": heldBy("otelcol"), "work/config.yaml": moved });
    await probe("web-1");
    assert.match(calls(), / sh -s -- 4317 4318 8888 13133 7777 9999 14318 http 14318 metrics 9999\n$/);
    const { err } = await probe("--print-script");
    assert.match(err, /: 4317 4318 7777 8888 9999 13133 14318 http 14318 metrics 9999\n$/);
  });

  it("exits with 0 where all is well, with 1 for findings, and asks each host once", async () => {
    put({ "answers/web-1": heldBy("otelcol-contrib") });
    const well = await probe("web-1", "web-1");
    assert.deepEqual([well.code, well.err], [0, ""]);
    assert.match(well.out, /\n1 host asked; no findings\n$/);
    assert.equal(calls().split("\n").length, 2);
    put({ "answers/web-1": heldBy("nginx") });
    assert.equal((await probe("web-1")).code, 1);
  });

  it("shows for each host the sentence, the checks, and the lines", async () => {
    put({ "answers/web-1": heldBy("nginx") });
    const { out } = await probe("web-1", "web-2");
    assert.match(out, /^web-1: .*nginx/);
    assert.match(out, /^CHECK +STATUS +WHAT WAS SEEN$/m);
    assert.match(out, /^port:4317\/tcp +failed +/m);
    assert.match(out, /^error\[port-held-by-other\]: /m);
    assert.match(out, /^ --> config\.yaml:5:19\n {2}\|\n5 \| {9}endpoint: 0\.0\.0\.0:4317\n {2}\| {19}\^{12}$/m);
    assert.match(out, /^ {2}.*, on web-1:\n {4}\S/m);
    assert.match(
      out,
      /\n\nweb-2: could not be asked\n {2}web-2 refuses connections on ssh's port\.\n {2}Look whether sshd runs there, and whether ~\/\.ssh\/config names the right port\.\n\n2 hosts asked, 1 of them in vain; 1 error\n$/,
    );
  });

  it("starts nothing for what is no host", async () => {
    for (const word of ["-oProxyCommand=touch pwned", "web 1", "$(id)", "web-1\nx", "wеb", "a@b@c", ""]) {
      const { code, out, err } = await probe("--", word, "web-1");
      assert.equal(code, 2, word);
      assert.equal(out, "");
      assert.ok(err.startsWith(`portolan: error: ${JSON.stringify(word)} is no HOST`), err);
    }
    assert.equal(calls(), "");
  });

  it("refuses what makes no sense", async () => {
    const said = async (...words: readonly string[]): Promise<string> => {
      const { code, out, err } = await probe(...words);
      assert.deepEqual([code, out], [2, ""], words.join(" "));
      return err;
    };
    assert.equal(await said(), "portolan: error: name at least one HOST\n");
    assert.match(await said("--via", "telnet", "web-1"), /Allowed choices are ssh, local, minikube/);
    for (const timeout of ["0", "-1", "x", "1.5", "3601", ""]) await said("--timeout", timeout, "web-1");
    assert.match(await said("--path", "nowhere", "web-1"), /nowhere: it does not exist/);
    assert.match(await said("--import", "config.yaml", "--", "web-1"), /no HOST is asked beside it/);
    assert.match(await said("--via", "local", "a", "b"), /only one local machine/);
    assert.match(await said("--via", "minikube", "ops@x"), /"ops@x" is no profile of minikube/);
    assert.equal(calls(), "");
  });

  it("enters a node of minikube by its own ssh", async () => {
    program("minikube", `echo "$*" >>'${root}/calls'; cat >/dev/null; cat '${root}/answers/web-1'`);
    put({ "answers/web-1": heldBy("nginx") });
    const named = await probed("--via", "minikube", "staging");
    assert.deepEqual(
      named.hosts.map(({ host, reachable }) => [host, reachable]),
      [["staging", true]],
    );
    const unnamed = await probed("--via", "minikube");
    assert.deepEqual(
      unnamed.hosts.map(({ host }) => host),
      ["minikube"],
    );
    const [first, second] = calls().split("\n");
    assert.match(first ?? "", /^ssh -p staging --native-ssh=false -- sh -s -- 4317 /);
    assert.match(second ?? "", /^ssh --native-ssh=false -- sh -s -- 4317 /);
    program("minikube", "echo 'X Exiting due to GUEST_STATUS: state: unknown state' >&2; exit 80");
    const [stopped] = (await probed("--via", "minikube")).hosts;
    assert.equal(
      stopped?.error,
      "minikube could not enter minikube (X Exiting due to GUEST_STATUS: state: unknown state).",
    );
  });

  it("asks this machine, and finds a socket that is open on it", async () => {
    const { createServer } = await import("node:net");
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    try {
      const { port } = server.address() as { port: number };
      const { hosts } = await probed("--via", "local");
      assert.deepEqual(
        hosts.map(({ host, reachable }) => [host, reachable]),
        [["localhost", true]],
      );
      const socket = hosts[0]?.sockets.find((each) => each.port === port);
      assert.deepEqual([socket?.address, socket?.transport], ["127.0.0.1", "tcp"]);
    } finally {
      server.close();
    }
  });

  it("prints the script as it is, and asks nobody", async () => {
    const { code, out, err } = await probe("--print-script");
    assert.equal(code, 0);
    assert.equal(out, readFileSync(new URL("../../server/src/ssh/probe.sh", import.meta.url), "utf8"));
    assert.equal(err, "portolan: note: its arguments for this workspace: 4317 4318 7777 8888 13133\n");
    assert.equal(calls(), "");
  });

  it("reads answers from files, each named after its host and as old as it is", async () => {
    put({ "work/answers/web-1.txt": heldBy("nginx"), "work/answers/db.example.com": heldBy("otelcol") });
    const time = new Date("2026-01-02T03:04:05.000Z");
    utimesSync(join(root, "work/answers/web-1.txt"), time, time);
    const { hosts, findings } = await probed("--import", "answers/web-1.txt", "answers/db.example.com");
    assert.deepEqual(
      hosts.map(({ host }) => host),
      ["web-1", "db.example.com"],
    );
    assert.equal(hosts[0]?.askedAt, "2026-01-02T03:04:05.000Z");
    assert.ok(findings.some(({ rule, host }) => rule === "port-held-by-other" && host === "web-1"));
    assert.equal(calls(), "");
  });

  it("says which imported file holds no whole answer, and which is none", async () => {
    put({ "work/web-1.txt": heldBy("nginx").replace("@portolan end\n", ""), "work/empty.txt": "" });
    const { code, out } = await probe("--import", "web-1.txt", "empty.txt");
    assert.equal(code, 3);
    assert.match(
      out,
      /^web-1: could not be asked\n {2}The file of web-1 holds no whole answer of the probe's script\.$/m,
    );
    assert.match(out, /^2 hosts asked, 2 of them in vain; no findings$/m);
    const missing = await probe("--import", "web-1.txt", "nowhere.txt");
    assert.deepEqual([missing.code, missing.out], [2, ""]);
    assert.equal(missing.err, "portolan: error: nowhere.txt: it does not exist\n");
  });

  it("lets no host drive the terminal", async () => {
    put({ "answers/web-1": heldBy("ng\u001b]0;x\u0007inx\u009b31m\u202e") });
    for (const format of ["text", "json"]) {
      const { out } = await probe("--format", format, "web-1");
      assert.doesNotMatch(out.replaceAll("\n", ""), /[\p{Cc}\u202e]/u);
    }
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`stops at ${signal} with what it started, and says so`, async () => {
      program("ssh", `echo $$ >>'${root}/pids'; exec sleep 60`);
      const hosts = Array.from({ length: 12 }, (_, index) => `web-${index + 1}`);
      const child = spawn(process.execPath, ["--import", tsx, main, "probe", ...hosts], { cwd: join(root, "work") });
      let out = "";
      let err = "";
      child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
      const pids = (): readonly string[] =>
        existsSync(join(root, "pids")) ? readFileSync(join(root, "pids"), "utf8").trim().split("\n") : [];
      while (pids().length < hosts.length) await new Promise((done) => setTimeout(done, 50));
      child.kill(signal);
      const code = await new Promise((resolve) => child.once("close", resolve));
      assert.deepEqual([code, err], [3, ""]);
      assert.match(out, /^web-1: could not be asked\n {2}web-1 was not asked to the end: cancelled\.$/m);
      for (const pid of pids()) assert.throws(() => process.kill(Number(pid), 0), { code: "ESRCH" }, pid);
    });
  }
});
