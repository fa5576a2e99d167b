import assert from "node:assert/strict";
import { commands, languages, Range, type TextDocument, Uri, window, workspace } from "vscode";
import { eventually } from "../eventually.js";
import { activate, findings, uriOf } from "./workspace.js";

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
    // The editor keeps a document for a while after its tab is closed; an empty one says nothing meanwhile.
    for (const path of [...all, ...around.map(([each]) => ({ path: each }))].map((each) => each.path))
      await write(path, "");
    const ours = (uri: Uri): boolean => uri.path.includes(`/${folder}/`);
    await eventually("nothing of files that are empty", () =>
      languages.getDiagnostics().every(([uri, found]) => !ours(uri) || found.length === 0) ? true : undefined,
    );
    await commands.executeCommand("workbench.action.closeAllEditors");
    await workspace.fs.delete(uriOf(folder), { recursive: true });
    // What shows the port map asks for it a moment later than the squiggles are gone.
    const { portMap } = await activate();
    const isAlone = async (): Promise<boolean> => (await portMap.getChildren())?.length === 1;
    await eventually("the example alone in the port map", async () => (await isAlone()) || undefined);
  });

  for (const { path, language, text, rule } of all) {
    it(`follow what is typed into ${path}`, async () => {
      await write(path, text);
      const file = `${folder}/${path}`;
      const document = await workspace.openTextDocument(uriOf(file));
      if (language !== undefined) assert.equal(document.languageId, language);
      await eventually(`${rule} in ${file}`, () => findings(file, rule).length > 0 || undefined);
      await typeOver(document, "4317", "5317");
      assert(document.isDirty, "Nothing was saved for it.");
      await eventually(`no ${rule} in ${file}`, () => findings(file, rule).length === 0 || undefined);
      await commands.executeCommand("workbench.action.files.revert");
    });
  }
});

async function write(path: string, text: string): Promise<void> {
  const uri = uriOf(`${folder}/${path}`);
  await workspace.fs.createDirectory(Uri.joinPath(uri, ".."));
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function typeOver(document: TextDocument, before: string, after: string): Promise<void> {
  const editor = await window.showTextDocument(document, { preview: false });
  const at = document.getText().indexOf(before);
  const isTyped = await editor.edit((edit) =>
    edit.replace(new Range(document.positionAt(at), document.positionAt(at + before.length)), after),
  );
  assert(isTyped);
}
