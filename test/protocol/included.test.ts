import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Editor } from "./editor.js";

const config = `receivers: \${file:receivers.yaml}
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;
const receivers = `otlp:
  protocols:
    grpc:
      endpoint: localhost:4317
    http:
      endpoint: localhost:4317
`;

describe("a file that a configuration includes", () => {
  let editor: Editor;

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(editor.folder, path)), { recursive: true });
    writeFileSync(join(editor.folder, path), text);
  };
  const found = (path: string): string[] =>
    (editor.diagnostics.get(editor.uri(path)) ?? []).map(({ code, range: { start, end } }) =>
      [code, start.line, start.character, end.line, end.character].join(" "),
    );

  beforeEach(async () => {
    editor = await Editor.open(undefined);
  });
  afterEach(() => editor.quit());

  it("has what is found in it at its own lines, and follows what is typed", async () => {
    write("receivers.yaml", receivers);
    write("config.yaml", config);
    await editor.touched("receivers.yaml", 1);
    await editor.touched("config.yaml", 1);
    await editor.until("both listeners", () => found("receivers.yaml").length === 2);
    assert.deepEqual(found("receivers.yaml"), ["port-conflict 3 16 3 30", "port-conflict 5 16 5 30"]);
    assert.deepEqual(found("config.yaml"), []);

    await editor.show("receivers.yaml");
    await editor.replace("receivers.yaml", "http:\n      endpoint: localhost:4317", "http:");
    await editor.until("silence", () => found("receivers.yaml").length === 0);
    await editor.replace("receivers.yaml", "otlp:", "zipkin:");
    await editor.until("what is missing now", () => found("config.yaml").length === 1);
    assert.deepEqual(found("config.yaml"), ["undefined-component 6 18 6 22"]);
  });

  it("is one while a configuration names it, and no longer", async () => {
    write("receivers.yaml", receivers);
    await editor.touched("receivers.yaml", 1);
    await editor.show("config.yaml", config);
    await editor.until("both listeners", () => found("receivers.yaml").length === 2);
    await editor.replace("config.yaml", "${file:receivers.yaml}", "\n  otlp: {protocols: {grpc: }}");
    await editor.until("silence", () => found("receivers.yaml").length === 0);
    await editor.replace("config.yaml", "\n  otlp: {protocols: {grpc: }}", "${file:receivers.yaml}");
    await editor.until("both listeners again", () => found("receivers.yaml").length === 2);
    await editor.touched("receivers.yaml", 3);
    await editor.until("nothing of what is gone", () => found("receivers.yaml").length === 0);
    assert.deepEqual(found("config.yaml"), []);
  });

  it("may be no YAML by its name, but lies in the workspace", async () => {
    write("endpoint.txt", "localhost:4317\n");
    const text = config.replace(
      "${file:receivers.yaml}",
      "\n  otlp:\n    protocols:\n      grpc: {endpoint: '${file:endpoint.txt}'}\n      http: {endpoint: localhost:4317}",
    );
    await editor.show("config.yaml", text);
    await editor.until("the listeners", () => found("config.yaml").length === 1);
    assert.deepEqual(found("config.yaml"), ["port-conflict 4 23 4 37"]);
    assert.deepEqual(found("endpoint.txt"), ["port-conflict 0 0 0 14"]);
    await editor.replace("config.yaml", "endpoint.txt", "../endpoint.txt");
    await editor.until("silence", () => found("config.yaml").length === 0);
    assert.deepEqual(found("endpoint.txt"), []);
  });
});
