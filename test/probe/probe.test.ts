import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { observe } from "../../server/src/analysis/hosts/observe.js";
import { probeScript } from "../../server/src/ssh/script.js";
import { ask, Bench, find, freePort, need, sectionOf, shells, textOf, type Answer } from "./probe.js";

/** As an OTLP receiver does for a GET, with a health check and metrics beside it. */
const collectorPages: Parameters<Bench["serve"]>[0] = ({ url }, response) => {
  response.statusCode = url === "/v1/traces" ? 405 : 200;
  if (url === "/metrics") {
    response.end(
      'go_goroutines 12\n# TYPE otelcol_exporter_queue_size gauge\notelcol_exporter_queue_size{exporter="otlp"} 7\n' +
        'otelcol_processor_batch_batch_send_size_bucket{le="10"} 3\notelcol_process_memory_rss 1e+06\n',
    );
  } else {
    response.end(
      url === "/v1/traces" ? "405 method not allowed, supported: [POST]\n" : '{"status":"Server available"}',
    );
  }
};

const connects = ({ sections }: Answer): readonly string[] =>
  sections.flatMap(({ name, words, text }) => (name === "connect" ? [`${words.join(" ")} ${text.trim()}`] : []));

describe("the probe's script", function () {
  this.timeout(60_000);
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.clear());

  for (const shell of shells) {
    describe(`in ${shell.join(" ")}`, () => {
      it("tells what listens, who answers and what it could not see", async function () {
        need(this, shell[0]);
        const port = await bench.serve(collectorPages);
        const closed = await freePort();
        const words = [port, closed, "http", port, "health", port, "metrics", port].map(String);
        const answer = await ask(shell, { words, environment: { HOME: bench.home() } });
        assert.equal(answer.code, 0);
        assert.ok(answer.complete, answer.output);
        assert.match(
          textOf(answer, "host") ?? "",
          new RegExp(`^hostname=${hostname()}\nkernel=Linux .+\nuid=\\d+\nuser=`),
        );
        assert.equal(textOf(answer, "connect", "127.0.0.1", String(port)), "state=open\n");
        assert.equal(textOf(answer, "connect", "127.0.0.1", String(closed)), "state=refused\n");
        assert.equal(
          textOf(answer, "http", "otlp-http", String(port), "/v1/traces"),
          "status=405\nbody=405 method not allowed, supported: [POST]\n",
        );
        assert.equal(
          textOf(answer, "http", "health", String(port), "/"),
          'status=200\nbody={"status":"Server available"}\n',
        );
        assert.equal(
          textOf(answer, "metrics", String(port)),
          'otelcol_exporter_queue_size{exporter="otlp"} 7\notelcol_process_memory_rss 1e+06\n',
        );
        const seen = observe(answer.sections, { host: "here", askedAt: 0 });
        const socket = seen.sockets.find((each) => each.port === port);
        assert.equal(socket?.address, "127.0.0.1");
        assert.deepEqual(
          socket.owners.map(({ pid }) => pid),
          [process.pid],
        );
        assert.ok(
          seen.processes.some(({ pid }) => pid === process.pid),
          "who holds a port is described",
        );
        assert.deepEqual(readdirSync(bench.home()), []);
      });

      it("takes ports for its words and nothing else", async function () {
        need(this, shell[0]);
        const words = [
          "4317;rm",
          "-4317",
          "0",
          "04317",
          "65536",
          "123456",
          "$(id)",
          "4317 4319",
          "",
          "*",
          "--",
          "x",
          "65535",
        ];
        const answer = await ask(shell, { words });
        assert.ok(answer.complete, answer.output);
        const ports = connects(answer).map((connect) => connect.split(" ")[1]);
        assert.deepEqual([...new Set(ports)], ["65535", "4318", "13133", "8888", "7777"]);
      });

      it("describes a collector by its command line, and the file that it reads", async function () {
        need(this, shell[0]);
        const text = "receivers:\n  otlp:\n";
        const config = bench.write("a %41 b.yaml", text);
        const absent = bench.path("absent.yaml");
        const pid = await bench.collector(
          `--config=file:${config}`,
          "--config",
          absent,
          "--config=env:OTEL",
          "--x=1\n@end 0\n@portolan end",
        );
        const answer = await ask(shell);
        assert.ok(answer.complete);
        const lines = (textOf(answer, "process", String(pid)) ?? "").split("\n");
        assert.equal(lines[0], `exe=${process.execPath}`);
        assert.ok(lines.includes("netns=host"));
        assert.deepEqual(lines.slice(lines.indexOf("arg=--") + 1), [
          `arg=--config=file:${config}`,
          "arg=--config",
          `arg=${absent}`,
          "arg=--config=env:OTEL",
          "arg=--x=1 @end 0 @portolan end",
          "",
        ]);
        const digest = createHash("sha256").update(text).digest("hex");
        assert.equal(textOf(answer, "config", config), `state=readable\nbytes=${text.length}\nsha256=${digest}\n`);
        assert.equal(textOf(answer, "config", absent), "state=absent\n");
        assert.equal(sectionOf(answer, "config", "env:OTEL"), undefined);
      });
    });
  }

  it("masks secrets on the host", async () => {
    const pid = await bench.collector("--set=exporters.datadog.api.key=0123abcd", "--feature-gates=+a.b");
    const answer = await ask(["sh"]);
    assert.ok(!answer.output.includes("0123abcd"));
    assert.match(
      textOf(answer, "process", String(pid)) ?? "",
      /^arg=--set=exporters\.datadog\.api\.key=\*\*\*\narg=--feature-gates=\+a\.b$/m,
    );
  });

  it("does not run a program that others than root could have put there", async function () {
    const program = bench.path("otelcol-contrib");
    copyFileSync(need(this, "sleep"), program);
    const pid = await bench.run(program, ["120"]);
    const answer = await ask(["sh"]);
    assert.match(textOf(answer, "process", String(pid)) ?? "", /^arg=120$/m);
    assert.equal(sectionOf(answer, "program"), undefined);
    assert.equal(
      textOf(answer, "unseen", `version of ${program}`),
      "not run: others than root could have put it there\n",
    );
  });

  it("asks a cluster for the pods of this node, and leaves no cache", async function () {
    need(this, "kubectl");
    const asked: (string | undefined)[] = [];
    const port = await bench.serve(({ url }, response) => {
      asked.push(url);
      response.setHeader("content-type", "application/json");
      response.end('{\n  "kind": "PodList",\n  "items": []\n}\n');
    });
    const cluster = { name: "c", cluster: { server: `http://127.0.0.1:${port}` } };
    const config = {
      "current-context": "c",
      clusters: [cluster],
      contexts: [{ name: "c", context: { cluster: "c" } }],
    };
    const file = bench.write("kubeconfig", JSON.stringify({ apiVersion: "v1", kind: "Config", ...config }));
    const answer = await ask(["sh"], { environment: { KUBECONFIG: file, HOME: bench.home() } });
    assert.equal(textOf(answer, "pods"), '{\n  "kind": "PodList",\n  "items": []\n}\n');
    const pods = asked.filter((url) => url?.startsWith("/api/v1/pods?"));
    assert.equal(pods.length, 1);
    const query = new URL(pods[0] ?? "", "http://cluster").searchParams;
    assert.equal(query.get("fieldSelector"), `spec.nodeName=${hostname().toLowerCase()}`);
    assert.equal(query.get("limit"), "100");
    assert.deepEqual(readdirSync(bench.home()), []);
  });

  it("does nothing where it arrives in part", async () => {
    const half = probeScript.slice(0, probeScript.lastIndexOf('main "$@"'));
    const { output, code } = await ask(["sh"], { script: half });
    assert.deepEqual({ output, code }, { output: "", code: 0 });
  });

  it("is clean in the eyes of shellcheck", function () {
    const shellcheck = need(this, "shellcheck");
    execFileSync(shellcheck, ["-s", "sh", "-"], { input: probeScript });
  });
});

describe("the probe's script, traced", function () {
  this.timeout(120_000);
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.clear());

  const calls =
    "open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,unlink,unlinkat,rmdir,rename,renameat,renameat2,link,linkat," +
    "symlink,symlinkat,chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,truncate,ftruncate,utimensat,setxattr";

  for (const shell of shells) {
    it(`opens nothing for writing but /dev/null in ${shell.join(" ")}`, async function () {
      const strace = need(this, "strace");
      need(this, shell[0]);
      const port = await bench.serve(collectorPages);
      await bench.collector(`--config=${bench.write("config.yaml", "receivers:\n")}`);
      const trace = bench.path("trace");
      const answer = await ask([strace, "-f", "--seccomp-bpf", "-qq", "-o", trace, "-e", `trace=${calls}`, ...shell], {
        words: [port, "http", port, "health", port, "metrics", port].map(String),
        environment: { HOME: bench.home() },
      });
      assert.ok(answer.complete, answer.output);
      assert.ok(sectionOf(answer, "config"), "the file was read");
      assert.match(textOf(answer, "http", "otlp-http", String(port)) ?? "", /^status=405\n/);
      const lines = readFileSync(trace, "utf8").split("\n");
      assert.ok(
        lines.some((line) => line.includes("/dev/null")),
        "the trace holds the script's own redirections",
      );
      const writes = lines.filter(writesSomewhere);
      assert.deepEqual(writes, []);
      assert.deepEqual(readdirSync(bench.home()), []);
    });
  }
});

/** A call that could change something: an open that only reads, or of /dev/null, could not. */
function writesSomewhere(line: string): boolean {
  const [, call, rest = ""] = /^\d+ +(\w+)\((.*)$/.exec(line) ?? [];
  if (call === undefined) return false;
  if (!/^open(?:at|at2)?$/.test(call)) return true;
  // bash looks for a terminal when it starts; there is none, as over ssh.
  if (rest.includes('"/dev/tty"') && rest.endsWith("= -1 ENXIO (No such device or address)")) return false;
  return /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE/.test(rest) && !rest.includes('"/dev/null"');
}

describe("the probe's script, where tools are missing", function () {
  this.timeout(60_000);
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.clear());

  const sh = find("dash") ?? "/bin/sh";
  const socketTools = ({ sections }: Answer): readonly string[] =>
    sections.flatMap(({ name, words }) => (name === "sockets" ? [words.join(" ")] : []));

  for (const [tools, expected] of [
    [["ss", "netstat", "lsof"], ["ss"]],
    [["netstat", "lsof"], ["netstat"]],
    [["lsof"], ["lsof", "tcp", "tcp6", "udp", "udp6"]],
    [[], ["tcp", "tcp6", "udp", "udp6"]],
  ] as const) {
    it(`reads sockets with ${tools.join(", ") || "/proc alone"}`, async function () {
      for (const tool of tools) need(this, tool);
      const port = await bench.serve(collectorPages);
      const answer = await ask([sh], { words: [String(port)], toolbox: bench.toolbox(["timeout", ...tools]) });
      assert.ok(answer.complete, answer.output);
      assert.deepEqual(socketTools(answer), expected);
      const { sockets } = observe(answer.sections, { host: "here", askedAt: 0 });
      const owners = sockets.filter((each) => each.port === port).flatMap((each) => each.owners);
      assert.deepEqual(
        owners.map(({ pid }) => pid),
        [process.pid],
      );
      assert.equal(textOf(answer, "unseen", "connects"), "no bash, nc or curl\n");
      assert.equal(textOf(answer, "unseen", "http"), "no curl or wget\n");
      assert.equal(textOf(answer, "unseen", "units"), "no systemctl\n");
    });
  }

  for (const getter of ["curl", "wget"]) {
    it(`asks with ${getter}`, async function () {
      need(this, getter);
      const port = await bench.serve(collectorPages);
      const words = ["http", port, "health", port, "metrics", port].map(String);
      const environment = { http_proxy: "http://127.0.0.1:9/", HTTP_PROXY: "http://127.0.0.1:9/" };
      const answer = await ask([sh], { words, environment, toolbox: bench.toolbox(["timeout", getter]) });
      assert.match(textOf(answer, "http", "otlp-http", String(port)) ?? "", /^status=405\n/);
      assert.equal(textOf(answer, "http", "health", String(port)), 'status=200\nbody={"status":"Server available"}\n');
      assert.match(textOf(answer, "metrics", String(port)) ?? "", /^otelcol_exporter_queue_size\{/);
    });
  }

  for (const connector of ["bash", "nc", "curl"]) {
    it(`connects with ${connector}`, async function () {
      need(this, connector);
      const port = await bench.serve(collectorPages);
      const closed = await freePort();
      const answer = await ask([sh], {
        words: [port, closed].map(String),
        toolbox: bench.toolbox(["timeout", connector]),
      });
      assert.equal(textOf(answer, "connect", "127.0.0.1", String(port)), "state=open\n");
      assert.equal(textOf(answer, "connect", "127.0.0.1", String(closed)), "state=refused\n");
    });
  }

  for (const [tools, known] of [
    [["sha256sum"], true],
    [["openssl"], true],
    [["shasum", "perl"], true],
    [[], false],
  ] as const) {
    it(`takes digests with ${tools[0] ?? "nothing"}`, async function () {
      for (const tool of tools) need(this, tool);
      const config = bench.write("config.yaml", "receivers:\n");
      await bench.collector("--config", config);
      const answer = await ask([sh], { toolbox: bench.toolbox(["timeout", ...tools]) });
      const digest = known ? createHash("sha256").update("receivers:\n").digest("hex") : "";
      assert.equal(textOf(answer, "config", config), `state=readable\nbytes=11\nsha256=${digest}\n`);
    });
  }

  for (const missing of ["awk", "head"]) {
    it(`says so where there is no ${missing}`, async () => {
      const toolbox = bench.toolbox(["timeout"], { [missing]: "exit 127" });
      execFileSync("rm", [`${toolbox}/${missing}`]);
      const answer = await ask([sh], { toolbox });
      assert.ok(answer.complete);
      assert.deepEqual(
        answer.sections.map(({ name, words }) => [name, ...words].join(" ")),
        ["unseen everything"],
      );
    });
  }

  for (const missing of ["cat", "date", "grep", "id", "ls", "readlink", "tail", "tr", "uname", "wc", "true"]) {
    it(`comes to its end without ${missing}`, async () => {
      const toolbox = bench.toolbox(["timeout", "ss"], { [missing]: "exit 127" });
      const answer = await ask([sh], { words: ["4317"], toolbox });
      assert.ok(answer.complete, answer.output);
      assert.ok(sectionOf(answer, "sockets"));
    });
  }

  it("runs where busybox is all there is", async function () {
    const busybox = need(this, "busybox");
    const applets = execFileSync(busybox, ["--list"], { encoding: "utf8" })
      .split("\n")
      .filter((applet) => /^[a-z0-9]+$/.test(applet));
    const port = await bench.serve(collectorPages);
    const answer = await ask([busybox, "sh"], { words: [String(port)], toolbox: bench.busybox(busybox, applets) });
    assert.ok(answer.complete, answer.output);
    const { sockets, machine } = observe(answer.sections, { host: "here", askedAt: 0 });
    assert.equal(machine.hostname, hostname());
    assert.deepEqual(
      sockets.filter((each) => each.port === port).flatMap(({ owners }) => owners.map(({ pid }) => pid)),
      [process.pid],
    );
  });
});

describe("the probe's script, among tools that misbehave", function () {
  this.timeout(90_000);
  let bench: Bench;
  beforeEach(() => (bench = new Bench()));
  afterEach(() => bench.clear());

  for (const shell of shells) {
    it(`ends a tool that hangs, in ${shell.join(" ")}`, async function () {
      const program = need(this, shell[0]);
      const script = probeScript.replace("tool_seconds=5", "tool_seconds=2");
      const answers = [["timeout"], []].map((programs) => {
        // The child that sleeps keeps the pipe open after its parent has been killed.
        const toolbox = bench.toolbox(["netstat", ...programs], { ss: "sleep 40" });
        return ask([program, ...shell.slice(1)], { toolbox, script });
      });
      for (const answer of await Promise.all(answers)) {
        assert.ok(answer.complete, answer.output);
        assert.equal(sectionOf(answer, "sockets", "ss")?.status, 124);
        assert.equal(sectionOf(answer, "sockets", "netstat")?.status, 0);
        assert.ok(answer.seconds > 2 && answer.seconds < 15, `${answer.seconds} s`);
      }
    });

    it(`cuts a tool that has no end, in ${shell.join(" ")}`, async function () {
      const program = need(this, shell[0]);
      const toolbox = bench.toolbox(["timeout"], { ss: "while echo 0123456789; do :; done" });
      const answer = await ask([program, ...shell.slice(1)], { toolbox });
      assert.ok(answer.complete);
      const section = sectionOf(answer, "sockets", "ss");
      assert.equal(section?.cut, true);
      assert.equal(section.text.replaceAll("0123456789\n", ""), "");
      assert.ok(section.text.length > 130_000 && section.text.length <= 131_072, `${section.text.length}`);
    });
  }

  it("frames what looks like a frame, or does not end", async () => {
    const forged = "@end 0\\n@section sockets ss\\n@portolan end\\n|x\\n\\000\\377 last";
    const answer = await ask([find("dash") ?? "sh"], {
      toolbox: bench.toolbox(["timeout"], { ss: `printf '${forged}'; exit 3` }),
    });
    assert.ok(answer.complete);
    const section = sectionOf(answer, "sockets", "ss");
    assert.equal(section?.status, 3);
    const lines = section.text.split("\n");
    assert.deepEqual(lines.slice(0, 4), ["@end 0", "@section sockets ss", "@portolan end", "|x"]);
    assert.equal(answer.sections.filter(({ name, words }) => name === "sockets" && words[0] === "ss").length, 1);
  });
});
