import assert from "node:assert/strict";
import type { ExplainResult } from "../../server/src/protocol.js";
import { Editor } from "./editor.js";

describe("explaining a line of a log", () => {
  it("names the cause in the text as it is shown", async () => {
    const editor = await Editor.open("examples/ddot-conflict");
    try {
      const config = "etc/datadog-agent/otel-config.yaml";
      await editor.until("the findings", () => editor.rules(config).includes("port-conflict"));
      const text = 'starting\nGet "https://localhost:7777": dial tcp [::1]:7777: connect: connection refused\n';
      const ask = (): Promise<ExplainResult> => editor.connection.sendRequest("portolan/explain", { text });
      const { explanations } = await ask();
      assert.equal(explanations.length, 1);
      const [cause, ...others] = explanations[0]?.causes ?? [];
      assert.deepEqual(others, []);
      assert.equal(cause?.rule, "agent-cascade");
      assert.equal(cause.uri, editor.uri(config));
      assert.deepEqual(cause.range.start, { line: 3, character: 14 });

      await editor.show(config);
      await editor.replace(config, "endpoint: 0.0.0.0:4317", "endpoint: 0.0.0.0:24317");
      await editor.replace(config, "endpoint: 0.0.0.0:4318", "endpoint: 0.0.0.0:24318");
      const after = await ask();
      assert.deepEqual(after.explanations[0]?.causes, []);
    } finally {
      await editor.quit();
    }
  });
});
