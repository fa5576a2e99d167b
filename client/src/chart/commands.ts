import { commands, Disposable, type ExtensionContext, ViewColumn, type WebviewPanel, window } from "vscode";
import type { PortMapStore } from "../portMap/store.js";
import type { Server } from "../server.js";
import { ChartPanel, chartType } from "./panel.js";

/** "Show Port Chart", and the panel that a reload of the window brings back. */
export function registerChart(server: Server, store: PortMapStore, { extensionUri }: ExtensionContext): Disposable {
  let open: ChartPanel | undefined;
  const chartIn = (panel: WebviewPanel): ChartPanel => new ChartPanel(panel, server, store, extensionUri);
  const keep = (chart: ChartPanel): void => {
    open = chart;
    chart.panel.onDidDispose(() => (open = undefined));
  };
  return Disposable.from(
    commands.registerCommand("portolan.showChart", () => {
      if (open !== undefined) open.panel.reveal();
      else keep(chartIn(window.createWebviewPanel(chartType, "Port Chart", ViewColumn.Active)));
    }),
    window.registerWebviewPanelSerializer(chartType, {
      deserializeWebviewPanel: (panel) => {
        keep(chartIn(panel));
        return Promise.resolve();
      },
    }),
  );
}
