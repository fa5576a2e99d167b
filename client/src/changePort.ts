import { commands, Disposable, TabInputText, Uri, window, workspace, type WorkspaceEdit } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { PortTarget } from "../../server/src/protocol.js";
import { choosePort } from "./choosePort.js";
import type { PortMapNode } from "./portMapTree.js";
import { changePortCommand, portChoicesRequest, portEditRequest, tellUnsavedCommand } from "./protocol.js";

/** A quick-fix hands over a claim's id, another code action a place, the port map's menu one of its rows. */
export function registerChangePort(client: LanguageClient): Disposable {
  return Disposable.from(
    commands.registerCommand(changePortCommand, async (given?: string | PortTarget | PortMapNode) => {
      const target = given === undefined ? cursor(client) : targetOf(given);
      if (target !== undefined) await changePort(client, target);
    }),
    commands.registerCommand(tellUnsavedCommand, (uris: readonly string[]) =>
      offerToSave(uris.map((uri) => Uri.parse(uri))),
    ),
  );
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
  if (given.kind === "owner") return { listener: given.claim.id };
  const [owner] = given.kind === "port" ? given.owners : [];
  return owner && { listener: owner.claim.id };
}

function cursor(client: LanguageClient): PortTarget | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { code2ProtocolConverter: to } = client;
  return { uri: to.asUri(editor.document.uri), position: to.asPosition(editor.selection.active) };
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
  const documents = await Promise.all(files.map((uri) => workspace.openTextDocument(uri)));
  const unsaved = documents.filter(({ isDirty }) => isDirty);
  if (unsaved.length === 0) return;
  const names = unsaved.map(({ uri }) => workspace.asRelativePath(uri)).join(", ");
  const [state, save] = unsaved.length === 1 ? ["is", "Save It"] : ["are", "Save Them"];
  const answer = await window.showInformationMessage(`Portolan changed ${names}, which ${state} not saved yet.`, save);
  if (answer !== save) return;
  for (const document of unsaved) await document.save();
}
