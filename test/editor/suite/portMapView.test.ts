import assert from "node:assert/strict";
import { commands, MarkdownString, Selection, window, workspace } from "vscode";
import { childrenOf, everyRow, type PortMapNode } from "../../../client/src/portMap/nodes.js";
import type { PortMapView } from "../../../client/src/portMap/view.js";
import { until } from "../eventually.js";
import { activate, ddotConfig, open, rangeOf, revertAll, uriOf } from "./workspace.js";

describe("the view of the port map", () => {
  let portMap: PortMapView;

  before(async () => {
    ({ portMap } = await activate());
    await until(
      "two collisions",
      () => portMap.view.badge?.value === 2,
      () => portMap.view.badge,
    );
  });
  afterEach(async () => {
    await portMap.groupBy("host");
    await portMap.showOnlyProblems(false);
    await setFollowing(undefined);
  });
  after(revertAll);

  const roots = (): Promise<PortMapNode[]> => Promise.resolve(portMap.getChildren()).then((rows) => rows ?? []);
  const labels = async (): Promise<string[]> => [...everyRow(await roots())].map(({ label }) => label);

  it("counts collisions on its icon", () => {
    assert.deepEqual(portMap.view.badge, { value: 2, tooltip: "2 ports in a collision" });
  });

  it("says how it is grouped and what it leaves out", async () => {
    assert.equal(portMap.view.description, "");
    await portMap.groupBy("file");
    await portMap.showOnlyProblems(true);
    assert.equal(portMap.view.description, "by file, only problems");
    assert((await labels()).includes(ddotConfig));
    assert(!(await labels()).some((label) => label.startsWith("9999")));
  });

  it("knows the parent of every row, so that any can be revealed", async () => {
    for (const root of await roots()) assert.equal(portMap.getParent(root), undefined);
    for (const row of everyRow(await roots())) {
      for (const child of childrenOf(row)) assert.equal(portMap.getParent(child), row);
    }
  });

  it("finds the rows of a line", () => {
    assert.deepEqual(
      portMap.rowsAt(uriOf(ddotConfig), 9).map(({ claim }) => claim.owner),
      ["otlp receiver (grpc) of DDOT"],
    );
    assert.deepEqual(portMap.rowsAt(uriOf(ddotConfig), 0), []);
  });

  it("makes what a row says at length only when it is looked at", () => {
    const [row] = portMap.rowsAt(uriOf(ddotConfig), 9);
    assert(row);
    const item = portMap.getTreeItem(row);
    assert.equal(item.tooltip, undefined);
    const { tooltip } = portMap.resolveTreeItem(item, row);
    assert(tooltip instanceof MarkdownString);
    assert.match(tooltip.value.replaceAll("&nbsp;", " "), /^otlp receiver/);
  });

  it("follows the cursor, unless the person does not want that", async () => {
    await commands.executeCommand("portolan.showPortMap");
    const selected = (): string | undefined => portMap.view.selection[0]?.label;
    await moveTo("0.0.0.0:4317");
    await until("the row of 4317", () => selected() === "DDOT · otlp receiver (grpc)", selected);
    await setFollowing(false);
    await moveTo("0.0.0.0:4318");
    await setFollowing(true);
    assert.equal(selected(), "DDOT · otlp receiver (grpc)");
    await moveTo("0.0.0.0:4317");
    await moveTo("0.0.0.0:4318");
    await until("the row of 4318", () => selected() === "DDOT · otlp receiver (http)", selected);
  });
});

async function moveTo(text: string): Promise<void> {
  const editor = await open(ddotConfig);
  const at = rangeOf(editor.document, text).start;
  editor.selection = new Selection(at, at);
  await window.showTextDocument(editor.document);
}

function setFollowing(value: boolean | undefined): Thenable<void> {
  return workspace.getConfiguration("portolan").update("portMap.followEditor", value, true);
}
