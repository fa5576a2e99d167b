import assert from "node:assert/strict";
import { commands, Range, type TextDocument, Uri, window, workspace } from "vscode";
import { until } from "../eventually.js";
import { activate, allFindings, findings, open, revert, uriOf } from "./workspace.js";

const folder = "languages";
const compose = `services:
  a: {image: otel/opentelemetry-collector, ports: ["4317:4317"]}
  b: {image: otel/opentelemetry-collector, ports: ["4317:4317"]}
`;
const collector = `receivers:
  otlp: {protocols: {grpc: {endpoint: localhost:4317}}}
exporters: {debug: }
service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}
`;
const endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317";
const protocol = "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf";

interface Served {
  readonly path: string;
  /** What VS Code takes it for by itself; undefined where that depends on its version. */
  readonly language?: string;
  readonly text: string;
  /** What it shows until its first 4317 is another number. */
  readonly rule: string;
}

const all: readonly Served[] = [
  { path: "yaml/stack.yaml", language: "yaml", text: compose, rule: "port-conflict" },
  { path: "compose/compose.yaml", language: "dockercompose", text: compose, rule: "port-conflict" },
  { path: "page/README.md", language: "markdown", text: `\`\`\`yaml\n${compose}\`\`\`\n`, rule: "port-conflict" },
  {
    path: "script/run.sh",
    language: "shellscript",
    text: "docker run -p 4317:4317 otel/opentelemetry-collector\ndocker run -p 4317:4317 jaegertracing/all-in-one\n",
    rule: "port-conflict",
  },
  {
    path: "host/etc/systemd/system/shop.service",
    text: `[Service]\nExecStart=/usr/bin/shop\nEnvironment=${endpoint} ${protocol}\n`,
    rule: "wrong-protocol",
  },
  { path: "host/etc/app/otel.env", text: `${endpoint}\n${protocol}\n`, rule: "wrong-protocol" },
];
const around: readonly (readonly [path: string, text: string])[] = [
  ["host/etc/otelcol/config.yaml", collector],
  ["host/etc/systemd/system/app.service", "[Service]\nEnvironmentFile=/etc/app/otel.env\nExecStart=/usr/bin/app\n"],
];

describe("the languages that are served", () => {
  before(async () => {
    await activate();
    for (const [path, text] of around) await write(path, text);
  });
  after(async () => {
    for (const path of [...all.map((each) => each.path), ...around.map(([each]) => each)]) await empty(path);
    const ours = (): string[] => allFindings().filter((each) => each.startsWith(`${folder}/`));
    await until("nothing of files that are empty", () => ours().length === 0, ours);
    await commands.executeCommand("workbench.action.closeAllEditors");
    await workspace.fs.delete(uriOf(folder), { recursive: true });
    // What shows the port map asks for it a moment later than the squiggles are gone.
    const { portMap } = await activate();
    const hosts = async (): Promise<string[]> => ((await portMap.getChildren()) ?? []).map(({ label }) => label);
    await until("the example alone in the port map", async () => (await hosts()).length === 1, hosts);
  });

  for (const { path, language, text, rule } of all) {
    it(`follow what is typed into ${path}`, async () => {
      const document = await write(path, text);
      const file = `${folder}/${path}`;
      if (language !== undefined) assert.equal(document.languageId, language);
      await until(`${rule} in ${file}`, () => findings(file, rule).length > 0, allFindings);
      await typeOver(document, "4317", "5317");
      assert(document.isDirty, "Nothing was saved for it.");
      await until(`no ${rule} in ${file}`, () => findings(file, rule).length === 0, allFindings);
      await revert(document);
    });
  }
});

/** Makes a file and shows it: what an editor has open does not depend on what a watcher tells, and when. */
async function write(path: string, text: string): Promise<TextDocument> {
  const uri = uriOf(`${folder}/${path}`);
  await workspace.fs.createDirectory(Uri.joinPath(uri, ".."));
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return (await open(`${folder}/${path}`)).document;
}

/** The editor keeps a document for a while after its tab is closed; an empty one says nothing meanwhile. */
async function empty(path: string): Promise<void> {
  const { document } = await open(`${folder}/${path}`);
  if (document.getText() !== "") await typeOver(document, document.getText(), "");
  assert(await document.save(), `${path} could not be saved.`);
}

async function typeOver(document: TextDocument, before: string, after: string): Promise<void> {
  const editor = await window.showTextDocument(document, { preview: false });
  const at = document.getText().indexOf(before);
  const isTyped = await editor.edit((edit) =>
    edit.replace(new Range(document.positionAt(at), document.positionAt(at + before.length)), after),
  );
  assert(isTyped);
}
