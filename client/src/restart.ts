import { commands, type Disposable, window } from "vscode";
import type { Server } from "./server.js";

/** For a server that crashed too often to be started again by itself. */
export function registerRestart(server: Server): Disposable {
  return commands.registerCommand("portolan.restartServer", async () => {
    try {
      await server.restart();
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
