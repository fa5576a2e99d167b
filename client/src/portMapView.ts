import {
  type Disposable,
  EventEmitter,
  type ProviderResult,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { portMapItem } from "./portMapItem.js";
import { children, type PortMapNode, portMapTree } from "./portMapTree.js";
import { portMapChanged, portMapRequest } from "./protocol.js";

/** The view "Port Map". It holds nothing: what VS Code asks for is asked of the server. */
export class PortMapView implements TreeDataProvider<PortMapNode>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #client: LanguageClient;
  readonly #view: TreeView<PortMapNode>;
  readonly #subscription: Disposable;

  constructor(client: LanguageClient) {
    this.#client = client;
    this.#view = window.createTreeView("portolan.portMap", { treeDataProvider: this, showCollapseAll: true });
    this.#subscription = client.onNotification(portMapChanged, () => this.refresh());
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getTreeItem(node: PortMapNode): TreeItem {
    return portMapItem(node);
  }

  getChildren(node?: PortMapNode): ProviderResult<PortMapNode[]> {
    return node === undefined ? this.#roots() : [...children(node)];
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  async #roots(): Promise<PortMapNode[]> {
    try {
      const map = await this.#client.sendRequest(portMapRequest);
      this.#view.message = "";
      return portMapTree(map);
    } catch (error) {
      // Without it the view would say that the workspace holds no ports.
      this.#view.message = `The language server does not answer: ${error instanceof Error ? error.message : String(error)}`;
      return [];
    }
  }
}
