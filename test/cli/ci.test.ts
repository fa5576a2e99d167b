import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, parseDocument } from "yaml";
import { mayBeOurs } from "../../server/src/analysis/sources/index.js";
import type { CheckView } from "../../server/src/cli/view.js";
import { portolanIn, put } from "./portolan.js";

const top = resolve(import.meta.dirname, "../..");
const page = readFileSync(join(top, "docs/ci.md"), "utf8");

interface Block {
  readonly language: string;
  readonly text: string;
}

const blocks: readonly Block[] = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({
  language,
  text,
}));
const inYaml = blocks.filter(({ language }) => language === "yaml").map(({ text }) => text);

/** The block of YAML with these words, as what it says. */
const yamlWith = (words: string): unknown => {
  const found = inYaml.filter((text) => text.includes(words));
  assert.equal(found.length, 1, `${found.length} blocks with ${words}`);
  return parse(found[0]!);
};

describe("the page on CI", () => {
  let root: string;
  beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), "portolan-ci-")))));
  afterEach(() => rmSync(root, { recursive: true }));

  it("has YAML and JSON that parse", () => {
    assert.ok(inYaml.length >= 5);
    for (const text of inYaml) assert.deepEqual(parseDocument(text).errors, [], text);
    for (const { text } of blocks.filter(({ language }) => language === "json")) JSON.parse(text);
  });

  it("has a workflow that may upload what it writes, also when the check fails", () => {
    const { permissions, jobs } = yamlWith("upload-sarif") as {
      permissions: object;
      jobs: { check: { steps: { run?: string; uses?: string; if?: string; with?: Record<string, unknown> }[] } };
    };
    assert.deepEqual(permissions, { contents: "read", "security-events": "write" });
    const { steps } = jobs.check;
    const check = steps.findIndex(({ run }) => run === "portolan check --format sarif > portolan.sarif");
    const upload = steps.findIndex(({ uses }) => uses?.startsWith("github/codeql-action/upload-sarif@"));
    assert.ok(check !== -1 && upload === check + 1);
    assert.equal(steps[upload]?.if, "always()");
    assert.equal(steps[upload].with?.sarif_file, "portolan.sarif");
  });

  it("calls nothing that the command line does not know", async () => {
    const lines = blocks.flatMap(({ text }) => [...text.matchAll(/\bportolan (check\b[^\n>|#]*)/g)].map(([, w]) => w!));
    assert.ok(lines.length >= 7);
    put(root, { "hosts/web-1/a.yaml": "a: 1\n", "deploy/a.yaml": "a: 1\n" });
    for (const line of lines) {
      const { code, err } = await portolanIn(root, line.trim().split(/\s+/));
      assert.equal(code, 0, `${line}: ${err}`);
    }
    const { out } = await portolanIn(root, ["check", "--help"]);
    const table = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, format]) => format);
    assert.deepEqual(table, ["text", "json", "sarif", "github"]);
    assert.match(out.replace(/\s+/g, " "), /choices: "text", "json", "sarif", "github"/);
  });

  it("shows JSON as it is written", async () => {
    const shown = JSON.parse(blocks.find(({ language }) => language === "json")!.text) as CheckView;
    const { out } = await portolanIn(join(top, "examples/ddot-conflict"), ["check", "--format", "json"]);
    const report = JSON.parse(out) as CheckView;
    const [example] = shown.findings;
    const found = report.findings.find(({ message }) => message.startsWith(example!.message.replace("…", "")));
    assert.ok(found);
    assert.deepEqual({ ...shown, findings: [] }, { ...report, findings: [] });
    assert.deepEqual({ ...example, message: "" }, { ...found, message: "", fixes: found.fixes.slice(0, 1) });
  });

  it("shows how to ignore a finding, so that it is ignored", async () => {
    const comment = inYaml.find((text) => text.includes("portolan-ignore"))!;
    const rest =
      "    endpoint: 0.0.0.0:9411\n  nop:\nexporters:\n  nop:\nservice:\n  pipelines:\n    traces: {receivers: [nop], exporters: [nop]}\n";
    put(root, { "collectors/spare.yaml": comment + rest });
    assert.match((await portolanIn(root, ["check"])).out, /^no findings/);
    put(root, { "collectors/spare.yaml": comment.replace(/^.*portolan-ignore.*\n/m, "") + rest });
    assert.match((await portolanIn(root, ["check"])).out, /^warning\[receiver-not-enabled\]/);
    put(root, { ".portolan.yaml": inYaml.find((text) => text.startsWith("ignore:"))! });
    assert.match((await portolanIn(root, ["check"])).out, /^no findings/);
  });
});

describe("the hook of pre-commit", () => {
  const [hook, ...more] = parse(readFileSync(join(top, ".pre-commit-hooks.yaml"), "utf8")) as Record<string, unknown>[];

  it("runs the check once for the whole repository", () => {
    assert.deepEqual(more, []);
    const { name, description, files, ...others } = hook!;
    assert.ok(name && description && files);
    assert.deepEqual(others, { id: "portolan", entry: "portolan check", language: "system", pass_filenames: false });
    const { repos } = yamlWith("repo: local") as { repos: { hooks: object[] }[] };
    assert.deepEqual(repos[0]?.hooks, [{ name, files, ...others }]);
  });

  it("looks at every file that could be read, and not at others", () => {
    const files = new RegExp((hook!.files as string).replace(/^\(\?i\)/, ""), "i");
    const ours = [
      "a.yaml",
      "d/compose.yml",
      "README.md",
      "run.SH",
      "a.toml",
      "app.properties",
      "app.json",
      "x.service",
    ];
    const hidden = [
      ".env",
      "d/.env.local",
      "prod.env",
      "h/x.service.d/1.conf",
      "h/etc/default/otelcol",
      "etc/a/environment",
    ];
    for (const path of [...ours, ...hidden, ".portolan.yaml", "etc/otelcol/otelcol.conf"]) {
      assert.ok(mayBeOurs(`/w/${path}`), path);
      assert.match(path, files);
    }
    for (const path of ["main.go", "logo.png", "Makefile", "yaml/x.py", "environment.ts"])
      assert.doesNotMatch(path, files);
  });
});
