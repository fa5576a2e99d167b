import { commands, type Disposable, window, workspace } from "vscode";
import type { PortTarget } from "../../server/src/protocol.js";
import { choosePort } from "./choosePort.js";
import type { PortMapNode } from "./portMap/nodes.js";
import { changePortCommand, portChoicesRequest, portEditRequest } from "./protocol.js";
import type { Server } from "./server.js";
import { filesWithoutEditor, offerToSave } from "./unsaved.js";

/** A quick-fix hands over a claim's id, another code action a place, the port map's menu one of its rows. */
export function registerChangePort(server: Server): Disposable {
  return commands.registerCommand(changePortCommand, async (given?: string | PortTarget | PortMapNode) => {
    const target = given === undefined ? cursor() : targetOf(given);
    if (target !== undefined) await changePort(server, target);
  });
}

async function changePort(server: Server, target: PortTarget): Promise<void> {
  const choices = await server.request(portChoicesRequest, target);
  if (choices === null) {
    const what = "listener" in target ? "This listener is no longer there, or" : "No port stands at the cursor, or";
    void window.showWarningMessage(`${what} no file says where it can be changed.`);
    return;
  }
  const port = await choosePort(choices);
  if (port === undefined) return;

  const edit = await server.toEdit(await server.request(portEditRequest, { ...target, port }));
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

function cursor(): PortTarget | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}
