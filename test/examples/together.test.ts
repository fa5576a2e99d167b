import assert from "node:assert/strict";
import { openExample } from "./example.js";

const folders = ["compose-jaeger", "connection-refused", "datadog", "ddot-conflict", "duetector", "kustomize", "move-port", "tfo-agent"];

describe("examples/", () => {
  it("says of all of them together what it says of each", () => {
    const places = (folder: string, prefix = ""): readonly string[] =>
      openExample(folder).findings.map(([where]) => where.replace(/ (?=\S+$)/, ` ${prefix}`));
    const each = folders.flatMap((folder) => places(folder, `${folder}/`));
    assert.deepEqual([...places("")].sort(), [...each].sort());
  });
});
