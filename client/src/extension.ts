import { commands, type ExtensionContext, window, workspace } from "vscode";
import { registerChart } from "./chart/commands.js";
import { registerChangePort } from "./changePort.js";
import { registerExplain } from "./explain.js";
import { registerExample } from "./example.js";
import { registerPortMapCommands } from "./portMap/commands.js";
import { followEditor } from "./portMap/followEditor.js";
import { fileStatus } from "./portMap/statusBar.js";
import { registerLiveChecks } from "./live/commands.js";
import { PortMapStore } from "./portMap/store.js";
import { PortMapView } from "./portMap/view.js";
import { registerRestart } from "./restart.js";
import { Server } from "./server.js";
import { startWhenRelevant } from "./startWhenRelevant.js";
import { registerTellUnsaved } from "./unsaved.js";
import { registerValidate } from "./validate.js";

/** What other extensions, and the tests, may use. */
export interface PortolanApi {
  readonly portMap: PortMapView;
}

let server: Server | undefined;

export function activate(context: ExtensionContext): PortolanApi {
  const output = window.createOutputChannel("Portolan", { log: true });
  const own = (server = new Server(context, output));
  const store = new PortMapStore(own);
  const portMap = new PortMapView(store, context.workspaceState);
  context.subscriptions.push(
    output,
    own,
    store,
    portMap,
    registerPortMapCommands(portMap, own),
    followEditor(portMap),
    fileStatus(store),
    registerChangePort(own),
    registerTellUnsaved(),
    registerValidate(own),
    registerExplain(own),
    registerLiveChecks(own, context.workspaceState),
    workspace.onDidGrantWorkspaceTrust(() => own.tellTrusted()),
    commands.registerCommand("portolan.showOutput", () => output.show()),
    registerRestart(own),
    registerChart(own, store, context),
    registerExample(context),
    startWhenRelevant(own, portMap.view),
  );
  return { portMap };
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
