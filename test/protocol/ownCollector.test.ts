import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ValidateResult } from "../../server/src/protocol.js";
import { Editor } from "./editor.js";

const config = `receivers:
  otlp:
    protocols:
      grpc:
  filelog:
    include: [/var/log/*.log]
exporters:
  debug:
    verbosity: loud
service:
  pipelines:
    logs:
      receivers: [otlp, filelog]
      exporters: [debug]
`;

/** Answers as a collector of two components does; writes down that it was run. */
const fake = (log: string): string => `#!/usr/bin/env node
const { appendFileSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + "\\n");
if (args[0] === "components") {
  console.log("buildinfo:\\n  command: otelcol-two\\n  version: 0.140.0\\nreceivers:\\n  - name: otlp\\nexporters:\\n  - name: debug");
} else if (args[0] === "validate") {
  const text = process.env[args[2].replace("env:", "")];
  if (text.includes("loud")) {
    console.error("Error: 'exporters' error reading configuration for \\"debug\\": decoding failed due to the following error(s):\\n\\n'verbosity' unknown metrics level \\"loud\\"");
    process.exit(1);
  }
} else process.exit(2);
`;

describe("the person's own collector", () => {
  let folder: string;
  let program: string;
  let log: string;
  let editor: Editor | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "portolan-collector-"));
    program = join(folder, "otelcol-two");
    log = join(folder, "log");
    writeFileSync(program, fake(log));
    chmodSync(program, 0o755);
  });
  afterEach(async () => {
    await editor?.quit();
    editor = undefined;
    rmSync(folder, { recursive: true });
  });

  const open = async (trusted: boolean): Promise<Editor> => {
    editor = await Editor.open(undefined, { trusted, settings: { collector: { path: program } } });
    await editor.show("config.yaml", config);
    return editor;
  };
  const validate = (from: Editor): Promise<ValidateResult> =>
    from.connection.sendRequest("portolan/validate", { uri: from.uri("config.yaml") });
  const messages = (from: Editor, source: string): readonly string[] =>
    (from.diagnostics.get(from.uri("config.yaml")) ?? [])
      .filter((each) => each.source === source)
      .map(
        ({ message, range }) =>
          `${String(range.start.line + 1)} ${(typeof message === "string" ? message : message.value).split("\n").at(-1) ?? ""}`,
      );

  it("tells which components it is made of", async () => {
    const here = await open(true);
    await here.until("what the program lacks", () => here.rules("config.yaml").includes("not-in-distribution"));
    const [found] = messages(here, "portolan").filter((each) => each.includes("portolan.collector.path"));
    assert.match(found ?? "", /^5 The receiver "filelog": filelog is not in the build "otelcol-two"/);
  });

  it("puts its complaint where it belongs, on the text as it is shown, until that changes", async () => {
    const here = await open(true);
    assert.deepEqual(await validate(here), { kind: "answered", complaints: 1 });
    await here.until("the complaint", () => messages(here, "portolan (validate)").length === 1);
    assert.deepEqual(messages(here, "portolan (validate)"), [`9 'verbosity' unknown metrics level "loud"`]);
    await here.replace("config.yaml", "loud", "detailed");
    await here.until("it taken back", () => messages(here, "portolan (validate)").length === 0);
    assert.deepEqual(await validate(here), { kind: "answered", complaints: 0 });
  });

  it("is not run before the workspace is trusted", async () => {
    const here = await open(false);
    await here.until("the analysis", () => here.rules("config.yaml").length > 0 || here.published.length > 0);
    assert.equal((await validate(here)).kind, "failed");
    assert.equal(existsSync(log), false);
    await here.connection.sendNotification("portolan/workspaceTrusted");
    await here.until("what the program lacks", () => here.rules("config.yaml").includes("not-in-distribution"));
    assert.equal((await validate(here)).kind, "answered");
  });

  it("says why there is no answer", async () => {
    const here = await open(true);
    rmSync(program);
    const answer = await validate(here);
    assert.deepEqual(answer, { kind: "failed", reason: `There is no program ${program}.` });
  });
});
