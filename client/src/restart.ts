import { commands, type Disposable, window } from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";

/** For a server that crashed too often to be started again by itself. */
export function registerRestart(client: LanguageClient): Disposable {
  return commands.registerCommand("portolan.restartServer", async () => {
    try {
      // What did not come up cannot be stopped.
      await (client.state === State.StartFailed ? client.start() : client.restart());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const reload = "Reload Window";
      const said = `Portolan's language server does not start: ${reason}`;
      if ((await window.showErrorMessage(said, reload)) === reload) {
        await commands.executeCommand("workbench.action.reloadWindow");
      }
    }
  });
}
