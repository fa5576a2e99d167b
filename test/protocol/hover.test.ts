import assert from "node:assert/strict";
import { HoverRequest, type Hover } from "vscode-languageserver-protocol/node";
import { cluster } from "../unit/features/cluster.js";
import { Editor } from "./editor.js";

describe("hover", () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.open(undefined);
    for (const [path, text] of Object.entries(cluster)) await editor.show(path, text);
  });
  after(() => editor.quit());

  const hover = (path: string, needle: string): Promise<Hover | null> =>
    editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: editor.uri(path) },
      position: editor.rangeOf(path, needle).start,
    });

  it("is Markdown, and marks what it speaks of", async () => {
    const found = await hover("k8s/agent.yaml", "gateway:14317");
    assert.deepEqual(found, {
      contents: {
        kind: "markdown",
        value: `**otlp exporter of agent** connects to \`gateway:14317\` and speaks \`otlp-grpc\`.

Through Service gateway (\`k8s/service.yaml:9\`).

It reaches
- port 4317 of pod \`gateway\`: the otlp receiver (grpc) of gateway, speaking \`otlp-grpc\` on \`0.0.0.0:4317\` (\`k8s/gateway.yaml:11\`)`,
      },
      range: editor.rangeOf("k8s/agent.yaml", "gateway:14317"),
    });
  });

  it("follows what is typed, without waiting for diagnostics", async () => {
    await editor.replace("k8s/service.yaml", "port: 14317", "port: 24317");
    const lost = await hover("k8s/agent.yaml", "gateway:14317");
    assert.match(JSON.stringify(lost?.contents), /which hands on no port 14317\./);
    await editor.replace("k8s/service.yaml", "port: 24317", "port: 14317");
  });

  it("knows components, and is silent elsewhere", async () => {
    const found = await hover("k8s/agent.yaml", "hostmetrics]");
    assert.match(JSON.stringify(found?.contents), /^\{"kind":"markdown","value":"\*\*hostmetrics receiver\*\*/);
    assert.equal(await hover("k8s/agent.yaml", "DaemonSet"), null);
  });
});
