import { randomBytes } from "node:crypto";
import { type Disposable, Range, Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { ChartResult } from "../../../server/src/protocol.js";
import type { FromPage, ToPage } from "../../chart/messages.js";
import type { PortMapStore } from "../portMap/store.js";
import { chartRequest } from "../protocol.js";
import type { Server } from "../server.js";
import { exportChart } from "./export.js";
import { chartHtml } from "./html.js";

export const chartType = "portolan.chart";

/** One panel with the port chart. It follows what is typed, and opens the line of what is clicked. */
export class ChartPanel {
  private readonly subscriptions: Disposable[];
  private places: ChartResult["places"] = {};
  private ready = false;

  constructor(
    readonly panel: WebviewPanel,
    private readonly server: Server,
    store: PortMapStore,
    extensionUri: Uri,
  ) {
    const dist = Uri.joinPath(extensionUri, "dist");
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((message: FromPage) => this.take(message)),
      panel.onDidChangeViewState(() => this.refresh()),
      // Not when the server says so: by then the store has it not yet.
      store.onDidChange(() => this.refresh()),
    ];
    panel.onDidDispose(() => {
      for (const each of this.subscriptions) each.dispose();
    });
    panel.iconPath = Uri.joinPath(extensionUri, "media", "portolan.svg");
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const scripts = ["elk.js", "chart.js"].map((name) => Uri.joinPath(dist, name));
    panel.webview.html = chartHtml(panel.webview, scripts, randomBytes(16).toString("base64url"));
  }

  private async take(message: FromPage): Promise<void> {
    switch (message.kind) {
      case "ready":
        this.ready = true;
        return this.refresh();
      case "open":
        return this.open(message.id);
      case "export":
        return exportChart(this.server, message.svg);
    }
  }

  /** A panel that nobody sees is not drawn. */
  private async refresh(): Promise<void> {
    if (!this.ready || !this.panel.visible) return;
    try {
      const { chart, places } = await this.server.request(chartRequest);
      this.places = places;
      await this.send({ kind: "chart", chart });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await this.send({ kind: "failed", message: `The language server does not answer: ${reason}` });
    }
  }

  private async send(message: ToPage): Promise<void> {
    await this.panel.webview.postMessage(message);
  }

  /** Beside the chart, in the column where the person edits. */
  private async open(id: string): Promise<void> {
    const place = Object.hasOwn(this.places, id) ? this.places[id] : undefined;
    if (place === undefined) return;
    const { start, end } = place.range;
    const selection = new Range(start.line, start.character, end.line, end.character);
    const own = this.panel.viewColumn;
    const other = window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined && viewColumn !== own);
    const viewColumn = other?.viewColumn ?? ViewColumn.Beside;
    await window.showTextDocument(Uri.parse(place.uri), { selection, viewColumn });
  }
}
