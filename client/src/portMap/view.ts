import {
  commands,
  type Disposable,
  EventEmitter,
  type Memento,
  type ProviderResult,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  Uri,
  window,
  workspace,
} from "vscode";
import { collisionsIn } from "./placed.js";
import { type Grouping, groupings } from "./rows.js";
import { portMapTree } from "./tree.js";
import { portMapItem, tooltipOf } from "./item.js";
import { childrenOf, type ClaimNode, everyRow, type PortMapNode } from "./nodes.js";
import type { PortMapStore } from "./store.js";
import { counted, present } from "./words.js";

/** What is not shown, or why nothing is; the view's welcome texts and buttons ask for it. */
type ViewState = "starting" | "stopped" | "empty" | "filtered" | "shown";

const remembered = { by: "portMap.groupBy", onlyProblems: "portMap.onlyProblems" };

/** The view "Port Map": the map as rows, grouped and filtered as the person last wanted it. */
export class PortMapView implements TreeDataProvider<PortMapNode>, Disposable {
  readonly view: TreeView<PortMapNode>;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #store: PortMapStore;
  readonly #memory: Memento;
  readonly #subscription: Disposable;
  #rows: readonly PortMapNode[] | undefined;
  #byFile: ReadonlyMap<string, readonly ClaimNode[]> | undefined;

  constructor(store: PortMapStore, memory: Memento) {
    this.#store = store;
    this.#memory = memory;
    this.view = window.createTreeView("portolan.portMap", { treeDataProvider: this, showCollapseAll: true });
    this.#subscription = store.onDidChange(() => this.#refresh());
    this.#refresh();
  }

  get groupedBy(): Grouping {
    const by = this.#memory.get<string>(remembered.by);
    return groupings.find((each) => each === by) ?? "host";
  }

  get onlyProblems(): boolean {
    return this.#memory.get<boolean>(remembered.onlyProblems, false);
  }

  async groupBy(by: Grouping): Promise<void> {
    await this.#memory.update(remembered.by, by);
    this.#refresh();
  }

  async showOnlyProblems(only: boolean): Promise<void> {
    await this.#memory.update(remembered.onlyProblems, only);
    this.#refresh();
  }

  /** The rows of what stands on a line, in the order of the tree. */
  rowsAt(uri: Uri, line: number): readonly ClaimNode[] {
    return this.rowsOf(uri).filter(({ claim: { range } }) => range.start.line <= line && line <= range.end.line);
  }

  /** The rows of what stands in a file. */
  rowsOf(uri: Uri): readonly ClaimNode[] {
    this.#byFile ??= rowsByFile(this.#tree());
    return this.#byFile.get(uri.toString()) ?? [];
  }

  getTreeItem(node: PortMapNode): TreeItem {
    return portMapItem(node);
  }

  resolveTreeItem(item: TreeItem, node: PortMapNode): TreeItem {
    if (node.kind === "claim") item.tooltip = tooltipOf(node.claim);
    return item;
  }

  getParent(node: PortMapNode): PortMapNode | undefined {
    return node.parent;
  }

  getChildren(node?: PortMapNode): ProviderResult<PortMapNode[]> {
    return node === undefined ? this.#store.current().then(() => [...this.#tree()]) : [...childrenOf(node)];
  }

  dispose(): void {
    this.#subscription.dispose();
    this.view.dispose();
    this.#changed.dispose();
  }

  #tree(): readonly PortMapNode[] {
    this.#rows ??= portMapTree(this.#store.map, {
      by: this.groupedBy,
      onlyProblems: this.onlyProblems,
      pathOf: (uri) => workspace.asRelativePath(Uri.parse(uri)),
    });
    return this.#rows;
  }

  #refresh(): void {
    this.#rows = undefined;
    this.#byFile = undefined;
    const { groupedBy, onlyProblems } = this;
    const collisions = collisionsIn(this.#store.map);
    this.view.badge =
      collisions === 0 ? undefined : { value: collisions, tooltip: `${counted(collisions, "port")} in a collision` };
    this.view.description = present(groupedBy !== "host" && `by ${groupedBy}`, onlyProblems && "only problems").join(
      ", ",
    );
    void commands.executeCommand("setContext", "portolan.portMap.state", this.#state());
    void commands.executeCommand("setContext", "portolan.portMap.onlyProblems", onlyProblems);
    this.#changed.fire(undefined);
  }

  #state(): ViewState {
    const { server, map } = this.#store;
    if (server !== "running") return server;
    if (this.#tree().length > 0) return "shown";
    return map.namespaces.length > 0 ? "filtered" : "empty";
  }
}

function rowsByFile(rows: readonly PortMapNode[]): ReadonlyMap<string, readonly ClaimNode[]> {
  const byUri = new Map<string, ClaimNode[]>();
  for (const row of everyRow(rows)) {
    if (row.kind !== "claim") continue;
    const known = byUri.get(row.claim.uri);
    if (known === undefined) byUri.set(row.claim.uri, [row]);
    else known.push(row);
  }
  // The editor has a spelling of its own for what has to be escaped.
  return new Map([...byUri].map(([uri, claims]) => [Uri.parse(uri).toString(), claims]));
}
