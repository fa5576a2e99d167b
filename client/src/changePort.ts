import { commands, type Disposable, TabInputText, type Uri, window, workspace, type WorkspaceEdit } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { choosePort } from "./choosePort.js";
import type { PortMapNode } from "./portMapTree.js";
import { changePortCommand, portChoicesRequest, portEditRequest } from "./protocol.js";

/** A code action hands over a listener's id, the port map's menu one of its rows. */
export function registerChangePort(client: LanguageClient): Disposable {
  return commands.registerCommand(changePortCommand, async (target: string | PortMapNode) => {
    const listener = typeof target === "string" ? target : listenerOf(target);
    if (listener !== undefined) await changePort(client, listener);
  });
}

async function changePort(client: LanguageClient, listener: string): Promise<void> {
  const choices = await client.sendRequest(portChoicesRequest, { listener });
  if (choices === null) {
    void window.showWarningMessage("This listener is no longer there, or its port is not known.");
    return;
  }
  const port = await choosePort(choices);
  if (port === undefined) return;

  const answer = await client.sendRequest(portEditRequest, { listener, port });
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer);
  if (edit === undefined) {
    void window.showWarningMessage(`No file says where the ${choices.owner} listens, so nothing was changed.`);
    return;
  }
  const unseen = filesWithoutEditor(edit);
  const applied = await workspace.applyEdit(edit);
  if (!applied) void window.showErrorMessage(`Port ${port} could not be written to the files of the ${choices.owner}.`);
  else if (unseen.length > 0) await offerToSave(unseen);
}

function listenerOf(node: PortMapNode): string | undefined {
  if (node.kind === "owner") return node.claim.id;
  return node.kind === "port" ? node.owners[0]?.claim.id : undefined;
}

function filesWithoutEditor(edit: WorkspaceEdit): Uri[] {
  const open = new Set<string>();
  for (const { input } of window.tabGroups.all.flatMap((group) => group.tabs)) {
    if (input instanceof TabInputText) open.add(input.uri.toString());
  }
  return edit
    .entries()
    .map(([uri]) => uri)
    .filter((uri) => !open.has(uri.toString()));
}

/** A file that nobody has open is changed in the editor only; without a word the change could be lost or forgotten. */
async function offerToSave(files: readonly Uri[]): Promise<void> {
  const names = files.map((uri) => workspace.asRelativePath(uri)).join(", ");
  const [state, save] = files.length === 1 ? ["is", "Save It"] : ["are", "Save Them"];
  const answer = await window.showInformationMessage(`Portolan changed ${names}, which ${state} not saved yet.`, save);
  if (answer !== save) return;
  for (const uri of files) await (await workspace.openTextDocument(uri)).save();
}
