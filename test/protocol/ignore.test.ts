import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CodeActionRequest, CreateFile, type CodeAction } from "vscode-languageserver-protocol/node";
import { Editor } from "./editor.js";

const openSource = "etc/otelcol-contrib/config.yaml";
const project = ".portolan.yaml";
const here = "Ignore this finding here (portolan-ignore port-conflict)";
const inFile = "Ignore port-conflict in this file (.portolan.yaml)";

describe("ignoring a finding over the protocol", () => {
  let editor: Editor;
  let before: number;

  beforeEach(async () => {
    editor = await Editor.open("examples/ddot-conflict");
    rmSync(join(editor.folder, project), { force: true });
    await editor.touched(project, 3);
    await editor.show(openSource);
    await editor.until("the collisions", () => editor.rules(openSource).includes("port-conflict"));
    before = conflicts();
  });
  afterEach(() => editor.quit());

  const conflicts = (): number => editor.rules(openSource).filter((rule) => rule === "port-conflict").length;

  const action = async (title: string): Promise<CodeAction> => {
    const actions = await editor.codeActions(openSource, "0.0.0.0:4317");
    const found = actions.find((each) => each.title === title);
    assert.ok(found, `${title} is not among ${actions.map((each) => each.title).join("; ")}`);
    return found;
  };

  it("is what the menu ends with, and never preferred", async () => {
    const actions = await editor.codeActions(openSource, "0.0.0.0:4317");
    assert.deepEqual(
      actions.slice(-2).map(({ title, isPreferred }) => [title, isPreferred]),
      [
        [here, undefined],
        [inFile, undefined],
      ],
    );
    assert.ok(actions.length > 2);
  });

  it("writes a comment, and says when nothing needs it any more", async () => {
    await editor.apply((await action(here)).edit);
    assert.match(
      editor.text(openSource),
      /^ +# portolan-ignore port-conflict: TODO say why\r?\n +endpoint: 0\.0\.0\.0:4317/m,
    );
    await editor.until("silence", () => conflicts() === before - 1);
    assert.ok(editor.rules(openSource).includes("unexplained-suppression"));
    await editor.replace(openSource, "TODO say why", "only one of them is enabled");
    await editor.replace(openSource, "0.0.0.0:4317", "0.0.0.0:14317");
    await editor.until("the hint", () => editor.rules(openSource).includes("unused-suppression"));
    const hint = editor.diagnostics.get(editor.uri(openSource))?.find(({ code }) => code === "unused-suppression");
    assert.deepEqual([hint?.severity, hint?.tags], [4, [1]]);
    const [fix] = await editor.codeActions(openSource, "ignore port-conflict");
    assert.equal(fix?.title, "Delete this comment");
    await editor.apply(fix.edit);
    await editor.until("silence", () => !editor.rules(openSource).includes("unused-suppression"));
    assert.ok(!editor.text(openSource).includes("portolan-ignore"));
  });

  it("begins a project file, and adds to it", async () => {
    const { edit } = await action(inFile);
    assert.ok(edit?.documentChanges?.some((change) => CreateFile.is(change)));
    await editor.apply(edit);
    assert.equal(
      editor.text(project),
      `ignore:\n  - rule: port-conflict\n    files: [${openSource}]\n    reason: TODO say why\n`,
    );
    await editor.until("silence", () => conflicts() === 0);
    await editor.until("the question why", () => editor.rules(project).includes("project-file"));
    await editor.replace(project, openSource, "etc/other");
    await editor.until("the collisions", () => conflicts() === before);
    await editor.apply((await action(inFile)).edit);
    assert.equal(editor.text(project).split("- rule: port-conflict").length, 3);
    await editor.until("silence", () => conflicts() === 0);
  });

  it("does not write over a file that it does not read", async () => {
    writeFileSync(join(editor.folder, project), "# empty so far\n");
    const { edit } = await action(inFile);
    assert.ok(!edit?.documentChanges?.some((change) => CreateFile.is(change)));
    writeFileSync(join(editor.folder, project), "hosts: {}\n");
    const answer = await editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: editor.uri(openSource) },
      range: editor.rangeOf(openSource, "0.0.0.0:4317"),
      context: { diagnostics: [] },
    });
    assert.ok(!(answer ?? []).some(({ title }) => title === inFile));
  });
});
