import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { portMapRequest, type PortMapResult } from "../../server/src/protocol.js";
import { Editor } from "./editor.js";

describe("what the server keeps for its next start", () => {
  const folder = mkdtempSync(join(tmpdir(), "portolan-many-"));
  const workspace = join(folder, "workspace");
  const cacheFolder = join(folder, "cache");
  const rest = "exporters: {debug: {}}\nservice: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}\n";
  let editor: Editor;
  before(() => {
    mkdirSync(workspace);
    for (let number = 0; number < 250; number++) {
      const endpoint = `localhost:${10_000 + number}`;
      const receiver = `receivers: {otlp: {protocols: {grpc: {endpoint: "${endpoint}"}}}}\n`;
      writeFileSync(join(workspace, `${number}.yaml`), receiver + rest);
    }
  });
  afterEach(() => editor.quit());
  after(() => rmSync(folder, { recursive: true }));

  const ports = async (): Promise<number> => {
    const { namespaces } = await editor.connection.sendRequest<PortMapResult>(portMapRequest);
    return namespaces.flatMap(({ listeners }) => listeners).length;
  };

  it("stands in the folder that the client names", async () => {
    editor = await Editor.open(workspace, { cacheFolder });
    assert.ok((await ports()) >= 250);
    const kept = join(cacheFolder, "facts.bin");
    for (const ends = Date.now() + 20_000; !existsSync(kept) && Date.now() < ends;) await setTimeout(20);
    assert.deepEqual(readdirSync(cacheFolder), ["facts.bin"]);
  });

  for (const options of [{}, { cacheFolder: "cache" }]) {
    it(`stands nowhere where the client says ${JSON.stringify(options)}`, async () => {
      rmSync(cacheFolder, { recursive: true, force: true });
      editor = await Editor.open(workspace, options);
      assert.ok((await ports()) >= 250);
      assert.equal(readdirSync(editor.folder).length, 250);
      assert.deepEqual(readdirSync(folder), ["workspace"]);
    });
  }
});
