import { commands, type ExtensionContext, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
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
import { workspaceTrusted } from "./protocol.js";
import { registerRestart } from "./restart.js";
import { createClient } from "./server.js";
import { registerTellUnsaved } from "./unsaved.js";
import { registerValidate } from "./validate.js";

/** What other extensions, and the tests, may use. */
export interface PortolanApi {
  readonly portMap: PortMapView;
}

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<PortolanApi> {
  const output = window.createOutputChannel("Portolan", { log: true });
  client = createClient(context, output);
  const store = new PortMapStore(client);
  const portMap = new PortMapView(store, context.workspaceState);
  context.subscriptions.push(
    output,
    store,
    portMap,
    registerPortMapCommands(portMap, client),
    followEditor(portMap),
    fileStatus(store),
    registerChangePort(client),
    registerTellUnsaved(),
    registerValidate(client),
    registerExplain(client),
    registerLiveChecks(client, context.workspaceState),
    workspace.onDidGrantWorkspaceTrust(() => client?.sendNotification(workspaceTrusted)),
    commands.registerCommand("portolan.showOutput", () => output.show()),
    registerRestart(client),
    registerChart(client, store, context),
    registerExample(context),
  );
  await client.start();
  return { portMap };
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
