import { commands, type Disposable, ProgressLocation, window, workspace } from "vscode";
import { validateRequest } from "./protocol.js";
import type { Server } from "./server.js";

const setting = "portolan.collector.path";

/** Asks the person's own collector about the file that is shown; what it says appears among the problems. */
export function registerValidate(server: Server): Disposable {
  return commands.registerCommand("portolan.validate", async () => {
    const document = window.activeTextEditor?.document;
    if (document === undefined) return;
    if (workspace.getConfiguration().get<string>(setting, "") === "") return offerSetting();
    const title = `Asking the collector about ${workspace.asRelativePath(document.uri)}…`;
    const answer = await window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (_, cancelled) => server.request(validateRequest, { uri: document.uri.toString() }, cancelled),
    );
    if (answer.kind === "failed") void window.showWarningMessage(answer.reason);
    else if (answer.complaints === 0) void window.showInformationMessage("The collector accepts this configuration.");
    else void commands.executeCommand("workbench.actions.view.problems");
  });
}

async function offerSetting(): Promise<void> {
  const open = "Open Settings";
  const answer = await window.showInformationMessage(
    `Set ${setting} to your collector's program, and Portolan asks it.`,
    open,
  );
  if (answer === open) await commands.executeCommand("workbench.action.openSettings", setting);
}
