import { commands, type Disposable, type ExtensionContext, Uri, workspace } from "vscode";

const name = "ddot-conflict";

/**
 * Opens the example, in a window of its own where this one shows something. It is a copy, made anew each time, so that
 * a person may try out on it whatever they like.
 */
export function registerExample({ extensionUri, globalStorageUri }: ExtensionContext): Disposable {
  return commands.registerCommand("portolan.openExample", async () => {
    const copy = Uri.joinPath(globalStorageUri, "examples", name);
    await workspace.fs.copy(Uri.joinPath(extensionUri, "examples", name), copy, { overwrite: true });
    const hasFolder = workspace.workspaceFolders !== undefined;
    await commands.executeCommand("vscode.openFolder", copy, { forceNewWindow: hasFolder });
  });
}
