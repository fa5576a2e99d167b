import assert from "node:assert/strict";
import type { Diagnostic, TextEditor } from "vscode";
import { eventually, until } from "../eventually.js";
import {
  activate,
  allFindings,
  collectorConfig,
  ddotConfig,
  findings,
  isError,
  open,
  rangeOf,
  replace,
  revertAll,
  uriOf,
} from "./workspace.js";

describe("two collectors that want one port", () => {
  let collector: TextEditor;
  let ddot: TextEditor;

  before(async () => {
    await activate();
    collector = await open(collectorConfig);
    ddot = await open(ddotConfig);
  });
  after(revertAll);

  for (const port of [4317, 4318]) {
    it(`marks port ${port} at both owners, each with the other as related information`, async () => {
      const atCollector = await conflictOn(collector, collectorConfig, port);
      const atDdot = await conflictOn(ddot, ddotConfig, port);
      assertPointsTo(atCollector, ddot, ddotConfig, port);
      assertPointsTo(atDdot, collector, collectorConfig, port);
    });
  }

  it("says that DDOT exits and takes ddflare with it", async () => {
    const cascade = await eventually(
      "agent-cascade",
      () => [ddotConfig, collectorConfig].flatMap((file) => findings(file, "agent-cascade"))[0],
      allFindings,
    );
    assert(isError(cascade));
    assert.match(cascade.message, /7777/);
    assert.match(cascade.message, /connection refused/);
  });

  it("forgets the collision in both files as soon as a free port is typed, and remembers it when it is typed back", async () => {
    await replace(ddot, "0.0.0.0:4317", "0.0.0.0:24317");
    await until("no collision on 4317", () => conflicts().every((message) => !message.includes("4317")), allFindings);
    assert(ddot.document.isDirty, "Nothing was saved for it.");
    assert.equal(conflicts().length, 2, "4318 is still wanted by both.");

    await replace(ddot, "0.0.0.0:4318", "0.0.0.0:24318");
    await until("no collision at all", () => conflicts().length === 0, allFindings);
    assert.deepEqual(findings(ddotConfig, "agent-cascade"), []);

    await replace(ddot, "0.0.0.0:24317", "0.0.0.0:4317");
    await replace(ddot, "0.0.0.0:24318", "0.0.0.0:4318");
    await until("four collisions again", () => conflicts().length === 4, allFindings);
  });
});

function conflicts(): string[] {
  return [collectorConfig, ddotConfig].flatMap((file) => findings(file, "port-conflict")).map(({ message }) => message);
}

function conflictOn({ document }: TextEditor, file: string, port: number): Promise<Diagnostic> {
  const endpoint = rangeOf(document, `endpoint: 0.0.0.0:${port}`);
  return eventually(
    `port-conflict on ${port} in ${file}`,
    () => findings(file, "port-conflict").find((diagnostic) => endpoint.contains(diagnostic.range)),
    allFindings,
  );
}

function assertPointsTo(diagnostic: Diagnostic, other: TextEditor, file: string, port: number): void {
  assert(isError(diagnostic));
  assert.match(diagnostic.message, /bind: address already in use/);
  const related = diagnostic.relatedInformation?.find(
    ({ location }) => location.uri.toString() === uriOf(file).toString(),
  );
  assert(related, `No related information in ${file}.`);
  assert.equal(related.location.range.start.line, rangeOf(other.document, `endpoint: 0.0.0.0:${port}`).start.line);
}
