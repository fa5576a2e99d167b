import { commands, type ExtensionContext, window } from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import { registerChangePort } from "./changePort.js";
import { PortMapView } from "./portMapView.js";
import { createClient } from "./server.js";

/** What other extensions, and the tests, may use. */
export interface PortolanApi {
  readonly portMap: PortMapView;
}

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<PortolanApi> {
  const output = window.createOutputChannel("Portolan", { log: true });
  client = createClient(context, output);
  const portMap = new PortMapView(client);
  context.subscriptions.push(
    output,
    portMap,
    registerChangePort(client),
    commands.registerCommand("portolan.showOutput", () => output.show()),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) portMap.refresh();
    }),
  );
  await client.start();
  return { portMap };
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
