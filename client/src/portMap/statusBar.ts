import { Disposable, StatusBarAlignment, type StatusBarItem, ThemeColor, Uri, window } from "vscode";
import { fileSummary } from "./fileSummary.js";
import type { PortMapStore } from "./store.js";

/** `3 listeners · 1 conflict`, of the file that is shown. */
export function fileStatus(store: PortMapStore): Disposable {
  const item = window.createStatusBarItem("portolan.file", StatusBarAlignment.Right, 101);
  item.name = "Portolan: Ports of This File";
  item.command = "portolan.showPortMap";
  const update = (): void => show(item, store);
  return Disposable.from(item, store.onDidChange(update), window.onDidChangeActiveTextEditor(update));
}

function show(item: StatusBarItem, { map }: PortMapStore): void {
  const shown = window.activeTextEditor?.document.uri.toString();
  const isShown = memoized((uri) => Uri.parse(uri).toString() === shown);
  const summary = shown === undefined ? undefined : fileSummary(map, isShown);
  if (summary === undefined) {
    item.hide();
    return;
  }
  item.text = `$(plug) ${summary.text}`;
  item.tooltip = "Show them in the port map";
  item.backgroundColor = summary.conflicts > 0 ? new ThemeColor("statusBarItem.warningBackground") : undefined;
  item.accessibilityInformation = { label: `Ports of this file: ${summary.text}`, role: "button" };
  item.show();
}

/** Thousands of ports stand in far fewer files. */
function memoized(judge: (uri: string) => boolean): (uri: string) => boolean {
  const known = new Map<string, boolean>();
  return (uri) => {
    const judgement = known.get(uri) ?? judge(uri);
    known.set(uri, judgement);
    return judgement;
  };
}
