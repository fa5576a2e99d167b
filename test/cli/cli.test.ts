import assert from "node:assert/strict";
import { execFile, spawn, type StdioOptions } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import packageJson from "../../package.json";
import type { CheckView, PortsView } from "../../server/src/cli/view.js";
import { portolanIn as runIn, put as putInto, type Outcome } from "./portolan.js";

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const main = fileURLToPath(new URL("../../server/src/cli/main.ts", import.meta.url));

const otlp = (grpc: number, http: number): string => `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:${grpc}
      http:
        endpoint: 0.0.0.0:${http}
exporters:
  debug:
`;
const pipeline = `  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;
const openSource = (grpc = 4317, http = 4318): string => `${otlp(grpc, http)}service:
  telemetry:
    metrics:
      level: none
${pipeline}`;
const ddot = `${otlp(4317, 4318)}extensions:
  ddflare:
    port: 7777
service:
  extensions: [ddflare]
${pipeline}`;
const twoCollectors = {
  "etc/otelcol-contrib/config.yaml": openSource(),
  "etc/datadog-agent/otel-config.yaml": ddot,
  "etc/datadog-agent/datadog.yaml": "api_key: x\notelcollector:\n  enabled: true\n",
};
/** A collector with one thing wrong that is a warning: a receiver that no pipeline has. */
const withUnused = openSource().replace("receivers:\n", "receivers:\n  zipkin:\n    endpoint: 0.0.0.0:9411\n");

describe("the command line", () => {
  let root: string;
  beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), "portolan-cli-")))));
  afterEach(() => rmSync(root, { recursive: true }));

  const put = (files: Parameters<typeof putInto>[1]): void => putInto(root, files);
  const portolanIn = (folder: string, ...words: readonly string[]): Promise<Outcome> =>
    runIn(join(root, folder), words);
  const portolan = (...words: readonly string[]): Promise<Outcome> => portolanIn("", ...words);

  const checked = async (...words: readonly string[]): Promise<CheckView & { readonly version: number }> =>
    JSON.parse((await portolan("check", "--format", "json", ...words)).out) as CheckView & { version: number };
  const namespaceLabels = async (folder: string, ...paths: readonly string[]): Promise<readonly string[]> => {
    const { out } = await portolanIn(folder, "ports", "--format", "json", ...paths);
    return (JSON.parse(out) as PortsView).namespaces.map(({ label }) => label);
  };

  describe("portolan check", () => {
    it("writes JSON of the agreed shape", async () => {
      put(twoCollectors);
      const report = await checked();
      assert.deepEqual(Object.keys(report), ["version", "filesAnalysed", "findings"]);
      assert.equal(report.version, 1);
      assert.equal(report.filesAnalysed, 3);
      const finding = report.findings.find(
        ({ rule, file, range }) =>
          rule === "port-conflict" && file === "etc/otelcol-contrib/config.yaml" && range.start.line === 5,
      );
      assert.ok(finding);
      assert.equal(finding.severity, "error");
      assert.match(finding.message, /4317.*bind: address already in use/);
      assert.deepEqual(finding.range, { start: { line: 5, column: 19 }, end: { line: 5, column: 31 } });
      assert.equal(typeof finding.evidence, "string");
      assert.equal(finding.related[0]?.file, "etc/datadog-agent/otel-config.yaml");
      assert.deepEqual(finding.related[0].range, finding.range);
      assert.ok(finding.fixes.some(({ title }) => title.includes("14317")));
      for (const each of report.findings) {
        const { evidence, ...others } = each;
        assert.ok(evidence === undefined || evidence !== "");
        const keys = ["file", "fixes", "message", "range", "related", "rule", "severity"];
        assert.deepEqual(Object.keys(others).sort(), keys);
        for (const fix of each.fixes) assert.deepEqual(Object.keys(fix), ["title"]);
        for (const place of each.related) assert.deepEqual(Object.keys(place).sort(), ["file", "message", "range"]);
      }
      assert.ok(report.findings.some(({ rule }) => rule === "agent-cascade"));
    });

    it("orders findings by file, position, rule and message, whatever the order of the PATHs", async () => {
      put(twoCollectors);
      const { findings } = await checked("etc");
      const keys = findings.map(({ file, range: { start }, rule, message }) =>
        [file, String(start.line).padStart(6), String(start.column).padStart(6), rule, message].join("\0"),
      );
      assert.deepEqual(keys, [...keys].sort());
      assert.deepEqual((await checked("etc/otelcol-contrib", "etc", "etc/datadog-agent")).findings, findings);
    });

    it("counts columns in UTF-16 units, with a byte order mark and CRLF in the file", async () => {
      const text = openSource().replace(
        "endpoint: 0.0.0.0:4317",
        '? "🛰️"\n        : 1\n        endpoint: 0.0.0.0:4317',
      );
      put({ ...twoCollectors, "etc/otelcol-contrib/config.yaml": `\uFEFF${text.replaceAll("\n", "\r\n")}` });
      const { findings } = await checked();
      const finding = findings.find(({ rule, file }) => rule === "port-conflict" && file.includes("contrib"));
      assert.deepEqual(finding?.range, { start: { line: 7, column: 19 }, end: { line: 7, column: 31 } });
      put({ ...twoCollectors, "etc/otelcol-contrib/config.yaml": flow("🛰️") });
      const { findings: inFlow } = await checked();
      const column = flow("🛰️").split("\n")[1]!.indexOf('"0.0.0.0:4317"') + 1;
      const conflict = inFlow.find(({ rule, file }) => rule === "port-conflict" && file.includes("contrib"));
      assert.equal(conflict?.range.start.column, column);
    });

    it("shows files from the working directory, above it too", async () => {
      put(twoCollectors);
      mkdirSync(join(root, "elsewhere"));
      const { out } = await portolanIn("elsewhere", "check", "../etc");
      assert.match(out, / --> \.\.\/etc\/otelcol-contrib\/config\.yaml:5:19\n/);
    });

    it("exits 0 without findings, 1 with an error, and tells so in text", async () => {
      put({ "config.yaml": openSource() });
      assert.deepEqual(await portolan("check"), { code: 0, out: "no findings in 1 file\n", err: "" });
      put(twoCollectors);
      const { code, out, err } = await portolan("check", "etc");
      assert.equal(code, 1);
      assert.equal(err, "");
      assert.match(out, /^error\[agent-cascade\]|^error\[port-conflict\]/);
      assert.match(out, /5 \| {9}endpoint: 0\.0\.0\.0:4317\n {2}\| {19}\^{12}\n/);
      assert.match(out, /\n\d+ errors?.* in 2 of 3 files\n$/);
    });

    it("fails on the severity that is asked for, errors by default", async () => {
      put({ "config.yaml": withUnused });
      const { findings } = await checked();
      assert.deepEqual([...new Set(findings.map(({ rule }) => rule))], ["receiver-not-enabled"]);
      assert.equal(findings[0]?.severity, "warning");
      assert.equal((await portolan("check")).code, 0);
      assert.equal((await portolan("check", "--fail-on", "error")).code, 0);
      assert.equal((await portolan("check", "--fail-on", "warning")).code, 1);
      assert.equal((await portolan("check", "--fail-on", "information")).code, 1);
    });

    it("reports a file that does not parse as a finding", async () => {
      put({ "config.yaml": `${openSource()}    broken: [a, b\n  worse: "\n` });
      const { code, err } = await portolan("check");
      assert.deepEqual({ code, err }, { code: 1, err: "" });
      assert.ok((await checked()).findings.some(({ rule }) => rule === "syntax"));
    });

    it("exits 0 with a note where nothing is recognised", async () => {
      put({ "package.yaml": "name: x\n" });
      const text = await portolan("check");
      assert.deepEqual({ code: text.code, out: text.out }, { code: 0, out: "" });
      assert.match(text.err, /^portolan: note: nothing recognised: 1 file was read/);
      const json = await portolan("check", "--format", "json");
      assert.deepEqual(JSON.parse(json.out), { version: 1, filesAnalysed: 0, findings: [] });
      assert.equal(json.code, 0);
      assert.match(json.err, /nothing recognised/);
    });
  });

  describe("PATHs", () => {
    it("that cannot be read exit 2, all of them named, and nothing on standard output", async () => {
      put({
        "config.yaml": openSource(),
        "image.png": Buffer.from([0x89, 0x50, 0, 0]),
        "big.yaml": "#".repeat(5 << 20),
      });
      const outcome = await portolan("check", "config.yaml", "none.yaml", "config.yaml/x", "image.png", "big.yaml", "");
      assert.deepEqual({ code: outcome.code, out: outcome.out }, { code: 2, out: "" });
      assert.deepEqual(outcome.err.trim().split("\n").sort(), [
        "portolan: error: a PATH is empty",
        "portolan: error: big.yaml: larger than 4 MiB",
        "portolan: error: config.yaml/x: a part of its path is no folder",
        "portolan: error: image.png: not a text file",
        "portolan: error: none.yaml: it does not exist",
      ]);
      assert.equal((await portolan("ports", "none")).code, 2);
    });

    it("found in a folder but not readable are noted only", async () => {
      put({ "config.yaml": openSource(), "big.yaml": "#".repeat(5 << 20) });
      const { code, err } = await portolan("check");
      assert.deepEqual({ code, err }, { code: 0, err: "portolan: note: not read: big.yaml: larger than 4 MiB\n" });
    });

    it("may name a file that is ignored, or has another ending", async () => {
      put({ ".gitignore": "*.yaml\n", "config.yaml": openSource(), "config.conf": openSource() });
      assert.equal((await checked()).filesAnalysed, 0);
      assert.equal((await checked("config.yaml")).filesAnalysed, 1);
      assert.equal((await checked("config.conf")).filesAnalysed, 1);
      assert.equal((await checked(".", "config.yaml", "./config.yaml")).filesAnalysed, 1);
    });

    it("may be given after --, or look like an option's value", async () => {
      put({ "--format/config.yaml": openSource() });
      assert.equal((await checked("--", "--format")).filesAnalysed, 1);
    });

    it("are seen together", async () => {
      put(twoCollectors);
      assert.ok((await checked("etc/otelcol-contrib")).findings.every(({ rule }) => rule !== "port-conflict"));
      const { findings } = await checked(...Object.keys(twoCollectors));
      assert.ok(findings.some(({ rule }) => rule === "port-conflict"));
    });

    it("bring the nearest .portolan.yaml above them, up to the working directory", async () => {
      const hosts = (name: string, runs: string): string => `hosts:\n  ${name}:\n    runs: [${runs}]\n`;
      put({
        ".portolan.yaml": hosts("top", "w/a/b"),
        "w/a/b/config.yaml": openSource(),
        "w/c/config.yaml": openSource(),
      });
      assert.deepEqual(await namespaceLabels("", "w/a/b"), ["top"]);
      assert.deepEqual(await namespaceLabels("", "w/a/b/config.yaml"), ["top"]);
      assert.ok(!(await namespaceLabels("w", "a/b")).includes("top"), "not from above the working directory");
      put({ "w/a/.portolan.yaml": hosts("near", "b") });
      assert.deepEqual(await namespaceLabels("", "w/a/b"), ["near"]);
      put({ ".gitignore": ".portolan.yaml\n" });
      assert.deepEqual(await namespaceLabels("", "w/a/b"), ["near"]);
    });

    it("elsewhere bring the .portolan.yaml of their own folder only", async () => {
      put({
        "out/.portolan.yaml": "hosts:\n  above:\n    runs: [sub]\n",
        "out/sub/config.yaml": openSource(),
        "out/sub/deep/config.yaml": openSource(),
        "here/readme.yaml": "a: 1\n",
      });
      assert.ok(!(await namespaceLabels("here", "../out/sub")).includes("above"));
      put({ "out/sub/.portolan.yaml": "hosts:\n  beside:\n    runs: [config.yaml]\n" });
      assert.deepEqual(await namespaceLabels("here", "../out/sub/config.yaml"), ["beside"]);
    });

    it("may be symbolic links", async () => {
      put({ "real/config.yaml": openSource() });
      symlinkSync("real", join(root, "link"));
      symlinkSync("nowhere", join(root, "broken"));
      assert.equal((await checked("link")).filesAnalysed, 1);
      assert.equal((await portolan("check", "broken")).code, 2);
    });
  });

  describe("portolan ports", () => {
    it("writes what is handed on in JSON, outer and inner", async () => {
      put({
        "compose.yaml": "services:\n  zipkin:\n    image: openzipkin/zipkin:3\n    ports: ['127.0.0.1:19411:9411']\n",
      });
      const { out } = await portolan("ports", "--format", "json");
      const { namespaces, mappings } = JSON.parse(out) as {
        namespaces: { id: string; kind: string; listeners: { port: number; origin: string }[] }[];
        mappings: object[];
      };
      const container = namespaces.find(({ kind }) => kind === "container");
      assert.deepEqual(
        container?.listeners.map(({ port, origin }) => [port, origin]),
        [[9411, "image"]],
      );
      assert.deepEqual(mappings, [
        {
          namespace: namespaces.find(({ kind }) => kind === "host")?.id,
          outer: { address: "127.0.0.1", port: 19411 },
          inner: { namespace: container.id, port: 9411 },
          transport: "tcp",
          via: "published",
          owner: "published port of zipkin",
          file: "compose.yaml",
          range: { start: { line: 4, column: 13 }, end: { line: 4, column: 35 } },
          conflict: false,
        },
      ]);
    });

    it("writes JSON of the agreed shape", async () => {
      put(twoCollectors);
      const { code, out, err } = await portolan("ports", "--format", "json");
      assert.deepEqual({ code, err }, { code: 0, err: "" });
      const report = JSON.parse(out) as PortsView & { version: number };
      assert.deepEqual(Object.keys(report), ["version", "namespaces", "mappings", "dials"]);
      assert.equal(report.namespaces.length, 1);
      const [host] = report.namespaces;
      assert.deepEqual(Object.keys(host!), ["id", "kind", "label", "listeners"]);
      assert.equal(host!.kind, "host");
      const grpc = host!.listeners.filter(({ port }) => port === 4317);
      assert.equal(grpc.length, 2);
      for (const listener of grpc) {
        const { owner, ...others } = listener;
        assert.match(owner, /^otlp receiver \(grpc\) of /);
        assert.deepEqual(others, {
          address: "0.0.0.0",
          port: 4317,
          transport: "tcp",
          protocol: "otlp-grpc",
          file: listener.file,
          range: { start: { line: 5, column: 19 }, end: { line: 5, column: 31 } },
          origin: "explicit",
          conflict: true,
        });
      }
    });

    it("writes tables as text and as Markdown", async () => {
      put(twoCollectors);
      const text = await portolan("ports");
      assert.match(text.out, /^host .*\n {3}PORT +ADDRESS +OWNER +WHERE +NOTE\n/);
      assert.match(text.out, /\nC {2}4317\/tcp +0\.0\.0\.0 +otlp receiver \(grpc\) of DDOT +etc\/datadog-agent\/\S+:5/);
      const markdown = await portolan("ports", "--format", "markdown");
      assert.match(markdown.out, /^## host .*\n\n\| Port \| Address \|/);
      assert.match(markdown.out, /\n\| 4317\/tcp \| 0\.0\.0\.0 \| otlp receiver \(grpc\) of DDOT \|/);
    });

    it("draws the same picture as Mermaid and as SVG each time", async () => {
      put(twoCollectors);
      const mermaid = await portolan("ports", "--format", "mermaid");
      assert.deepEqual({ code: mermaid.code, err: mermaid.err }, { code: 0, err: "" });
      assert.match(mermaid.out, /^flowchart LR\n {2}subgraph n1\["portolan-cli-\w+<br>file tree etc"\]\n/);
      assert.match(
        mermaid.out,
        /"4317<br>DDOT · otlp receiver \(grpc\)<br>otelcol-contrib · otlp receiver \(grpc\)<br>bind: address already in use"\):::conflict\n/,
      );
      const { code, out, err } = await portolan("ports", "--format", "svg");
      assert.deepEqual({ code, err }, { code: 0, err: "" });
      assert.match(
        out,
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>\n<title>1 host · \d+ ports · 2 conflicts/,
      );
      assert.match(out, />bind: address already in use<\/text>/);
      assert(!out.includes(root));
      assert.equal((await portolan("ports", "--format", "svg")).out, out);
    });

    it("notes on standard error that nothing is recognised", async () => {
      const { code, out, err } = await portolan("ports", "--format", "json");
      assert.deepEqual(
        { code, report: JSON.parse(out) as unknown },
        { code: 0, report: { version: 1, namespaces: [], mappings: [], dials: [] } },
      );
      assert.match(err, /nothing recognised: 0 files were read/);
    });
  });

  describe("usage", () => {
    for (const words of [
      [],
      ["frobnicate"],
      ["check", "--format", "xml"],
      ["check", "--fail-on", "hint"],
      ["check", "--nonsense"],
      ["ports", "--format"],
      ["lsp"],
    ]) {
      it(`"portolan ${words.join(" ")}" exits 2 and says why on standard error`, async () => {
        const { code, out, err } = await portolan(...words);
        assert.deepEqual({ code, out }, { code: 2, out: "" });
        assert.match(err, words.length === 0 ? /Usage: portolan/ : /error: /);
      });
    }

    it("is explained, with examples and exit codes", async () => {
      const help = await portolan("--help");
      assert.deepEqual({ code: help.code, err: help.err }, { code: 0, err: "" });
      assert.match(help.out, /Usage: portolan .*check.*ports.*lsp.*Examples:\n {2}portolan check/s);
      const check = await portolan("check", "--help");
      assert.match(check.out, /--fail-on.*"information".*Exit code: 0/s);
      assert.equal((await portolan("--version")).out, `${packageJson.version}\n`);
    });
  });

  describe("as a process", function () {
    this.timeout(60_000);
    const spawned = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
      new Promise((resolve) => {
        const unset = { NO_COLOR: undefined, FORCE_COLOR: undefined };
        const options = { cwd: root, env: { ...process.env, ...unset, ...env }, maxBuffer: 1 << 28 };
        const child = execFile(process.execPath, ["--import", tsx, main, ...words], options, (_error, out, err) =>
          resolve({ code: child.exitCode, out, err }),
        );
      });
    const many = (): void => {
      const unused = Array.from({ length: 400 }, (_, index) => `  zipkin/${index}:\n    endpoint: 0.0.0.0:${index}\n`);
      put({ "config.yaml": openSource().replace("receivers:\n", `receivers:\n${unused.join("")}`) });
    };

    it("exits 0, 1 and 2", async () => {
      put({ ...twoCollectors, "one/config.yaml": openSource() });
      const [clean, colliding, missing] = await Promise.all([
        spawned(["check", "one"]),
        spawned(["check", "etc"]),
        spawned(["check", "none"]),
      ]);
      assert.deepEqual(clean, { code: 0, out: "no findings in 1 file\n", err: "" });
      assert.equal(colliding.code, 1);
      assert.deepEqual(missing, { code: 2, out: "", err: "portolan: error: none: it does not exist\n" });
    });

    it("is coloured where it is told to, not by a mere CI", async () => {
      put({ "config.yaml": openSource() });
      const [ci, forced] = await Promise.all([
        spawned(["check"], { CI: "true" }),
        spawned(["check"], { FORCE_COLOR: "1" }),
      ]);
      assert.equal(ci.out, "no findings in 1 file\n");
      assert.equal(forced.out, "\u001b[32mno findings in 1 file\u001b[39m\n");
    });

    it("writes all of a large output before it exits", async () => {
      many();
      const { out } = await spawned(["check", "--format", "json"]);
      assert.ok(out.length > 128 * 1024);
      assert.equal((JSON.parse(out) as CheckView).findings.length, 400);
    });

    const ending = (words: readonly string[], stdout: "pipe" | number): Promise<Outcome> =>
      new Promise((resolve, reject) => {
        const stdio: StdioOptions = ["ignore", stdout, "pipe"];
        const child = spawn(process.execPath, ["--import", tsx, main, ...words], { cwd: root, stdio });
        let err = "";
        child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
        child.stdout?.once("data", () => child.stdout?.destroy());
        child.on("error", reject).on("close", (code) => resolve({ code, out: "", err }));
      });

    it("ends quietly when its reader has seen enough", async () => {
      many();
      for (const words of [["check"], ["check", "--format", "json", "--fail-on", "warning"], ["ports"]]) {
        const { code, err } = await ending(words, "pipe");
        assert.deepEqual({ words, code, err }, { words, code: words.includes("warning") ? 1 : 0, err: "" });
      }
    });

    it("exits 2 when its output cannot be written at all", async () => {
      put({ "config.yaml": openSource() });
      const readOnly = openSync(join(root, "config.yaml"), "r");
      try {
        const { code, err } = await ending(["check"], readOnly);
        assert.equal(code, 2);
        assert.match(err, /^portolan: cannot write the output: /);
      } finally {
        closeSync(readOnly);
      }
    });

    it("serves an editor as portolan lsp --stdio", async () => {
      const child = spawn(process.execPath, ["--import", tsx, main, "lsp", "--stdio", "--clientProcessId=1"], {
        cwd: root,
      });
      const send = (message: object): void => {
        const body = JSON.stringify({ jsonrpc: "2.0", ...message });
        child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      };
      const answered = new Promise<string>((resolve) => {
        let out = "";
        child.stdout.on("data", (chunk: Buffer) => {
          out += chunk.toString();
          if (out.includes('"capabilities"')) resolve(out);
        });
      });
      const closed = new Promise((resolve) => child.on("close", resolve));
      send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
      assert.match(await answered, /^Content-Length: \d+\r\n/);
      send({ id: 2, method: "shutdown" });
      send({ method: "exit" });
      assert.equal(await closed, 0);
    });
  });
});

/** A collector in flow style, with a key before the endpoint on its line. */
function flow(key: string): string {
  return `receivers:
  otlp: { protocols: { grpc: { "${key}": 1, endpoint: "0.0.0.0:4317" } } }
exporters: { debug: }
service: { telemetry: { metrics: { level: none } }, pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }
`;
}
