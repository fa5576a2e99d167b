import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkGithub } from "../../server/src/cli/format/github.js";
import { createStyle } from "../../server/src/cli/format/style.js";
import type { FindingView } from "../../server/src/cli/view.js";
import { portolanIn, put } from "./portolan.js";

const finding = (parts: Partial<FindingView>): FindingView => ({
  ...{ rule: "r", severity: "error", message: "m", file: "a.yaml", related: [], fixes: [] },
  range: { start: { line: 2, column: 3 }, end: { line: 2, column: 5 } },
  ...parts,
});
/** A pipeline names a receiver that is not there. */
const config = `receivers:
  otlp:
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp, zipkin], exporters: [debug]}
`;

const written = (...findings: readonly FindingView[]): readonly string[] =>
  checkGithub({ filesAnalysed: 1, findings }, createStyle({ colour: false, width: undefined })).split("\n");

describe("portolan check --format github", () => {
  it("writes a workflow command for each finding, and a summary", async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "portolan-github-")));
    try {
      put(root, { "a, b/100%.yaml": config });
      const { code, out, err } = await portolanIn(root, ["check", "--format", "github"]);
      assert.deepEqual({ code, err }, { code: 1, err: "" });
      const lines = out.trimEnd().split("\n");
      assert.match(lines.at(-1)!, /^\d errors?.* in 1 of 1 file$/);
      const places = "file=a%2C b/100%25.yaml,line=7,endLine=7,col=32,endColumn=38,title=undefined-component";
      assert.ok(
        lines.some((line) => line.startsWith(`::error ${places}::`)),
        out,
      );
      assert.ok(lines.slice(0, -1).every((line) => /^::(error|warning|notice) file=.*::./.test(line)));
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it("tells evidence and related places in the message, each on its line", () => {
    const related = [{ ...finding({}), message: "the other" }];
    assert.deepEqual(written(finding({ message: "50%: a, b", evidence: "one host", related })), [
      "::error file=a.yaml,line=2,endLine=2,col=3,endColumn=5,title=r::50%25: a, b%0Aone host%0Aa.yaml:2:3  the other",
      "1 error in 1 of 1 file",
      "",
    ]);
  });

  it("has a notice for information and hints", () => {
    const commands = (["error", "warning", "information", "hint"] as const).map(
      (severity) => /^::\w+/.exec(written(finding({ severity }))[0]!)?.[0],
    );
    assert.deepEqual(commands, ["::error", "::warning", "::notice", "::notice"]);
  });

  it("leaves columns out where a finding has several lines: the runner takes none then", () => {
    const range = { start: { line: 2, column: 3 }, end: { line: 4, column: 1 } };
    assert.equal(written(finding({ range }))[0], "::error file=a.yaml,line=2,endLine=4,title=r::m");
  });

  it("lets no name or message become a command or a property of its own", () => {
    const [line, ...rest] = written(
      finding({ file: "a,line=9::b\n::error::c", message: "x\r\n::set-output name=y::z" }),
    );
    assert.equal(
      line,
      "::error file=a%2Cline=9%3A%3Ab %3A%3Aerror%3A%3Ac,line=2,endLine=2,col=3,endColumn=5,title=r::x ::set-output name=y::z",
    );
    assert.deepEqual(rest, ["1 error in 1 of 1 file", ""]);
  });

  it("writes nothing where nothing is recognised, and the summary alone where nothing is found", () => {
    assert.deepEqual(written(), ["no findings in 1 file", ""]);
    assert.equal(checkGithub({ filesAnalysed: 0, findings: [] }, createStyle({ colour: false, width: undefined })), "");
  });
});
