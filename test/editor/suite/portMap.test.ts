import assert from "node:assert/strict";
import { ThemeIcon, type TreeItem } from "vscode";
import type { PortMapNode } from "../../../client/src/portMap/nodes.js";
import type { PortMapView } from "../../../client/src/portMap/view.js";
import { eventually } from "../eventually.js";
import { activate, collectorConfig, ddotConfig, open, replace, revertAll, uriOf } from "./workspace.js";

interface Row {
  readonly label: string;
  readonly item: TreeItem;
  readonly children: readonly Row[];
}

describe("the port map", () => {
  let portMap: PortMapView;

  before(async () => {
    ({ portMap } = await activate());
    await open(collectorConfig);
  });
  after(revertAll);

  it("shows the host with its collisions", async () => {
    const host = await eventually("the host", async () => (await rows(portMap))[0]);
    const others = (await rows(portMap)).slice(1).map(({ label }) => label);
    assert.deepEqual(others, []);
    assert.match(String(host.item.description), /2 collisions/);
    assert.match(host.item.accessibilityInformation?.label ?? "", /2 collisions/);
  });

  it("merges the two owners of 4317 under one marked port", async () => {
    const port = await portRow(portMap, "4317");
    assert.equal(icon(port), "error");
    assert.deepEqual(port.children.map(({ label }) => label).sort(), [
      "DDOT · otlp receiver (grpc)",
      "otelcol-contrib · otlp receiver (grpc)",
    ]);
    for (const owner of port.children)
      assert.match(String(owner.item.description), /^0\.0\.0\.0 · (otel-)?config\.yaml:\d+$/);
  });

  it("names the only owner of a port in the port's row", async () => {
    const port = await portRow(portMap, "9999  otelcol-contrib · internal metrics");
    assert.deepEqual(port.children, []);
    assert.notEqual(icon(port), "error");
  });

  it("opens the line of an owner", async () => {
    const port = await portRow(portMap, "4317");
    const owner = port.children.find(({ label }) => label.startsWith("DDOT"));
    const { command, arguments: args } = owner?.item.command ?? {};
    assert.equal(command, "vscode.open");
    assert.equal(String(args?.[0]), uriOf(ddotConfig).toString());
  });

  it("gives every row an id of its own that stays the same", async () => {
    const ids = flat(await rows(portMap)).map(({ item }) => item.id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      flat(await rows(portMap)).map(({ item }) => item.id),
      ids,
    );
  });

  it("follows what is typed", async () => {
    const editor = await open(ddotConfig);
    const changed = new Promise<void>((resolve) => {
      const listener = portMap.onDidChangeTreeData(() => {
        listener.dispose();
        resolve();
      });
    });
    await replace(editor, "0.0.0.0:4317", "0.0.0.0:24317");
    await changed;
    await portRow(portMap, "24317  DDOT · otlp receiver (grpc)");
    const port = await portRow(portMap, "4317  otelcol-contrib · otlp receiver (grpc)");
    assert.notEqual(icon(port), "error");
  });
});

async function rows(portMap: PortMapView, parent?: PortMapNode): Promise<Row[]> {
  const nodes = (await portMap.getChildren(parent)) ?? [];
  return Promise.all(
    nodes.map(async (node) => {
      const item = portMap.getTreeItem(node);
      return { label: typeof item.label === "string" ? item.label : "", item, children: await rows(portMap, node) };
    }),
  );
}

function portRow(portMap: PortMapView, label: string): Promise<Row> {
  const all = async (): Promise<Row[]> => flat(await rows(portMap));
  return eventually(
    `the row "${label}"`,
    async () => (await all()).find((row) => row.label === label),
    async () => (await all()).map((row) => row.label),
  );
}

function flat(all: readonly Row[]): Row[] {
  return all.flatMap((row) => [row, ...flat(row.children)]);
}

function icon({ item }: Row): string | undefined {
  return item.iconPath instanceof ThemeIcon ? item.iconPath.id : undefined;
}
