import { commands, type Disposable, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { PortTarget } from "../../server/src/protocol.js";
import { choosePort } from "./choosePort.js";
import type { PortMapNode } from "./portMap/nodes.js";
import { changePortCommand, portChoicesRequest, portEditRequest } from "./protocol.js";
import { filesWithoutEditor, offerToSave } from "./unsaved.js";

/** A quick-fix hands over a claim's id, another code action a place, the port map's menu one of its rows. */
export function registerChangePort(client: LanguageClient): Disposable {
  return commands.registerCommand(changePortCommand, async (given?: string | PortTarget | PortMapNode) => {
    const target = given === undefined ? cursor(client) : targetOf(given);
    if (target !== undefined) await changePort(client, target);
  });
}

async function changePort(client: LanguageClient, target: PortTarget): Promise<void> {
  const choices = await client.sendRequest(portChoicesRequest, target);
  if (choices === null) {
    const what = "listener" in target ? "This listener is no longer there, or" : "No port stands at the cursor, or";
    void window.showWarningMessage(`${what} no file says where it can be changed.`);
    return;
  }
  const port = await choosePort(choices);
  if (port === undefined) return;

  const answer = await client.sendRequest(portEditRequest, { ...target, port });
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer);
  if (edit === undefined) {
    void window.showWarningMessage(`The port of the ${choices.owner} cannot be changed everywhere, so nothing was.`);
    return;
  }
  const unseen = filesWithoutEditor(edit);
  // As after a rename, the editor saves what it changed if more files than one are concerned.
  const applied = await workspace.applyEdit(edit, { isRefactoring: true });
  if (!applied) void window.showWarningMessage(`The port of the ${choices.owner} was not changed.`);
  else await offerToSave(unseen);
}

function targetOf(given: string | PortTarget | PortMapNode): PortTarget | undefined {
  if (typeof given === "string") return { listener: given };
  if (!("kind" in given)) return given;
  return given.kind === "claim" ? { listener: given.claim.id } : undefined;
}

function cursor(client: LanguageClient): PortTarget | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { code2ProtocolConverter: to } = client;
  return { uri: to.asUri(editor.document.uri), position: to.asPosition(editor.selection.active) };
}
