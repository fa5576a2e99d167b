import assert from "node:assert/strict";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Editor } from "./editor.js";

const collector = (port: string): string => `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:${port}
  zipkin:
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;

describe("the server", () => {
  let editor: Editor;

  beforeEach(async () => {
    editor = await Editor.open(undefined);
  });
  afterEach(() => editor.quit());

  it("analyses a document that is on no disk", async () => {
    await editor.show("untitled:Untitled-1", collector("4317"));
    await editor.until("the finding", () => editor.rules("untitled:Untitled-1").length === 1);
    assert.deepEqual(editor.rules("untitled:Untitled-1"), ["receiver-not-enabled"]);
    await editor.close("untitled:Untitled-1");
    await editor.until("silence", () => editor.rules("untitled:Untitled-1").length === 0);
  });

  it("says the columns in UTF-16 units, and survives CRLF, letters of two units and what is half typed", async () => {
    const text = collector("4317").replaceAll("\n", "\r\n").replace("  zipkin:", "  # 🧭\r\n  zipkin/𝒵:");
    await editor.show("a.yaml", text);
    await editor.until("the finding", () => editor.rules("a.yaml").length === 1);
    const [finding] = editor.diagnostics.get(editor.uri("a.yaml")) ?? [];
    assert.deepEqual(finding?.range, { start: { line: 6, character: 2 }, end: { line: 6, character: 11 } });
    for (const half of ["recei", "receivers:\n  otlp: {protocols: {grpc", "receivers:\n\t- : ][", "\u0000", "&a [*a"]) {
      await editor.change("a.yaml", [
        { range: { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } }, newText: half },
      ]);
      assert.deepEqual(await editor.codeActions("a.yaml", half), []);
    }
  });

  it("stays silent on YAML of other tools", async () => {
    await editor.show("workflow.yaml", "on: push\njobs:\n  receivers:\n    steps:\n      - run: exporters\n");
    await editor.show("alertmanager.yaml", "route: {receiver: a}\nreceivers:\n  - name: a\n");
    await editor.show("last.yaml", collector("4317"));
    await editor.until("the last one", () => editor.rules("last.yaml").length === 1);
    assert.deepEqual(editor.rules("workflow.yaml"), []);
    assert.deepEqual(editor.rules("alertmanager.yaml"), []);
  });

  it("answers a burst of edits with the last text alone", async () => {
    await editor.show("etc/otelcol/config.yaml", collector("4317").replace("  zipkin:\n", ""));
    await editor.show("etc/otelcol-contrib/config.yaml", collector("5000").replace("  zipkin:\n", ""));
    for (let port = 5000; port > 4316; port--) {
      const before = port === 5000 ? "5000" : String(port + 1);
      await editor.replace("etc/otelcol-contrib/config.yaml", `:${before}`, `:${port}`);
    }
    await editor.until("the collision", () => editor.rules("etc/otelcol/config.yaml").includes("port-conflict"));
    await editor.until("the other side", () =>
      editor.rules("etc/otelcol-contrib/config.yaml").includes("port-conflict"),
    );
    const last = editor.published.at(-1);
    assert.equal(last?.version === undefined || last.version >= 1, true);
  });

  it("heeds .gitignore and excludes, and takes up what they let go", async () => {
    mkdirSync(join(editor.folder, "etc/otelcol"), { recursive: true });
    mkdirSync(join(editor.folder, "etc/otelcol-contrib"), { recursive: true });
    writeFileSync(join(editor.folder, "etc/otelcol/config.yaml"), collector("4317"));
    await editor.touched("etc/otelcol/config.yaml", 1);
    await editor.until("the new file", () => editor.rules("etc/otelcol/config.yaml").length === 1);
    writeFileSync(join(editor.folder, "etc/otelcol-contrib/config.yaml"), collector("4317"));
    await editor.touched("etc/otelcol-contrib/config.yaml", 1);
    await editor.until("the collision", () => editor.rules("etc/otelcol/config.yaml").includes("port-conflict"));
    await editor.configure({ portolan: { exclude: ["**/otelcol-contrib/**"] } });
    await editor.until("no rival", () => !editor.rules("etc/otelcol/config.yaml").includes("port-conflict"));
    await editor.until("silence", () => editor.rules("etc/otelcol-contrib/config.yaml").length === 0);
    await editor.configure({ portolan: { exclude: [] } });
    await editor.until("the rival", () => editor.rules("etc/otelcol/config.yaml").includes("port-conflict"));
  });

  it("takes up a folder that comes with all its files, of which nobody tells one by one", async () => {
    for (const name of ["otelcol", "otelcol-contrib"]) {
      mkdirSync(join(editor.folder, "host/etc", name), { recursive: true });
      writeFileSync(join(editor.folder, "host/etc", name, "config.yaml"), collector("4317"));
    }
    await editor.touched("host", 1);
    await editor.until("the collision", () => editor.rules("host/etc/otelcol/config.yaml").includes("port-conflict"));
    renameSync(join(editor.folder, "host/etc/otelcol-contrib"), join(editor.folder, "host/etc/other"));
    await editor.touched("host/etc/otelcol-contrib", 3);
    await editor.until("silence", () => editor.rules("host/etc/otelcol-contrib/config.yaml").length === 0);
    await editor.touched("host/etc/other", 1);
    await editor.until("the collision elsewhere", () =>
      editor.rules("host/etc/other/config.yaml").includes("port-conflict"),
    );
  });
});
