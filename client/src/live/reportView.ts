import { randomUUID } from "node:crypto";
import { type Disposable, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import type { LiveHostReport } from "../../../server/src/protocol.js";
import { reportPage } from "./page.js";
import { type PageAction, PageActions } from "./pageActions.js";

/** The page that tells what hosts answered. It keeps the last answer of each until it is closed or cleared. */
export class LiveReportView implements Disposable {
  readonly #hosts = new Map<string, LiveHostReport>();
  readonly #actions = new PageActions();
  readonly #run: (action: PageAction) => void;
  #panel: WebviewPanel | undefined;

  constructor(run: (action: PageAction) => void) {
    this.#run = run;
  }

  get hosts(): readonly LiveHostReport[] {
    return [...this.#hosts.values()];
  }

  show(hosts: readonly LiveHostReport[]): void {
    for (const each of hosts) this.#hosts.set(each.host, each);
    const panel = (this.#panel ??= this.#open());
    panel.reveal(undefined, true);
    this.#actions.forget();
    panel.webview.html = reportPage(this.hosts, {
      nonce: randomUUID(),
      nameOf: (uri) => workspace.asRelativePath(Uri.parse(uri)),
      actions: this.#actions,
    });
  }

  clear(): void {
    this.#hosts.clear();
    this.#panel?.dispose();
  }

  dispose(): void {
    this.clear();
  }

  #open(): WebviewPanel {
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const options = { enableScripts: true, localResourceRoots: [] };
    const panel = window.createWebviewPanel("portolan.liveReport", "Live Hosts", column, options);
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const action = this.#actions.chosen(message);
      if (action !== undefined) this.#run(action);
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#hosts.clear();
    });
    return panel;
  }
}
