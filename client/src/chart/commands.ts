import { commands, Disposable, type ExtensionContext, ViewColumn, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { ChartPanel, chartType } from "./panel.js";

/** "Show Port Chart", and the panel that a reload of the window brings back. */
export function registerChart(client: LanguageClient, { extensionUri }: ExtensionContext): Disposable {
  let open: ChartPanel | undefined;
  const keep = (chart: ChartPanel): void => {
    open = chart;
    chart.panel.onDidDispose(() => (open = undefined));
  };
  return Disposable.from(
    commands.registerCommand("portolan.showChart", () => {
      if (open !== undefined) open.panel.reveal();
      else
        keep(
          new ChartPanel(window.createWebviewPanel(chartType, "Port Chart", ViewColumn.Active), client, extensionUri),
        );
    }),
    window.registerWebviewPanelSerializer(chartType, {
      deserializeWebviewPanel: (panel) => {
        keep(new ChartPanel(panel, client, extensionUri));
        return Promise.resolve();
      },
    }),
  );
}
