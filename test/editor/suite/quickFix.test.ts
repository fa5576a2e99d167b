import assert from "node:assert/strict";
import { type CodeAction, commands, type TextEditor, workspace } from "vscode";
import { eventually, until } from "../eventually.js";
import {
  activate,
  allFindings,
  collectorConfig,
  ddotConfig,
  findings,
  open,
  rangeOf,
  revertAll,
  uriOf,
} from "./workspace.js";

const moveDdot = "Move the otlp receiver (grpc) of DDOT to port 14317";

describe("the quick-fixes of a collision", () => {
  before(async () => {
    await activate();
    await open(collectorConfig);
    await open(ddotConfig);
  });
  afterEach(revertAll);

  for (const file of [collectorConfig, ddotConfig]) {
    it(`moves DDOT's receiver from ${file} and changes nothing but the number`, async () => {
      const editor = await open(file);
      const ddot = await workspace.openTextDocument(uriOf(ddotConfig));
      const textBefore = ddot.getText();

      const action = (await actionsAt(editor, file)).find(({ title }) => title === moveDdot);
      assert(action?.edit, `No "${moveDdot}".`);
      assert(await workspace.applyEdit(action.edit));

      assert.equal(ddot.getText(), textBefore.replace("0.0.0.0:4317", "0.0.0.0:14317"));
      await until("no collision on 4317", () => findings(file, "port-conflict").length === 1, allFindings);
    });
  }

  it("offers to change the port to one of the person's choice", async () => {
    const editor = await open(ddotConfig);
    const action = (await actionsAt(editor, ddotConfig)).find(
      ({ command }) => command?.command === "portolan.changePort",
    );
    assert(action?.command, "No action behind which portolan.changePort stands.");
    assert((await commands.getCommands(true)).includes("portolan.changePort"));

    const ddot = editor.document;
    const textBefore = ddot.getText();
    const done = commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
    // The first of the proposals has the focus once the list is there; before that there is nothing to accept.
    await until("the accepted proposal in the file", async () => {
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return ddot.getText() !== textBefore;
    });
    await done;
    assert.equal(ddot.getText(), textBefore.replace("0.0.0.0:4317", "0.0.0.0:14317"));
  });
});

async function actionsAt(editor: TextEditor, file: string): Promise<CodeAction[]> {
  const endpoint = rangeOf(editor.document, "endpoint: 0.0.0.0:4317");
  const conflict = await eventually(
    "port-conflict on 4317",
    () => findings(file, "port-conflict").find((diagnostic) => endpoint.contains(diagnostic.range)),
    allFindings,
  );
  return commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    conflict.range,
    "quickfix",
  );
}
