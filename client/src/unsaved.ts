import { commands, type Disposable, TabInputText, Uri, window, workspace, type WorkspaceEdit } from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { tellUnsavedCommand } from "./protocol.js";

/** The command behind the server's code actions. */
export function registerTellUnsaved(): Disposable {
  return commands.registerCommand(tellUnsavedCommand, (uris: readonly string[]) =>
    offerToSave(uris.map((uri) => Uri.parse(uri))),
  );
}

/** After a rename no command is run, and it may wait for the person's confirmation: the edit itself is waited for. */
export const tellAfterRename: Pick<Middleware, "provideRenameEdits"> = {
  async provideRenameEdits(document, position, newName, token, next) {
    const edit = await next(document, position, newName, token);
    if (edit && !savesRefactorings()) tellOnceChanged(filesWithoutEditor(edit));
    return edit;
  },
};

/** The files of an edit that nobody looks at. */
export function filesWithoutEditor(edit: WorkspaceEdit): readonly Uri[] {
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
export async function offerToSave(files: readonly Uri[]): Promise<void> {
  const documents = await Promise.all(files.map((uri) => workspace.openTextDocument(uri)));
  const unsaved = documents.filter(({ isDirty }) => isDirty);
  if (unsaved.length === 0) return;
  const names = unsaved.map(({ uri }) => workspace.asRelativePath(uri)).join(", ");
  const [state, save] = unsaved.length === 1 ? ["is", "Save It"] : ["are", "Save Them"];
  const answer = await window.showInformationMessage(`Portolan changed ${names}, which ${state} not saved yet.`, save);
  if (answer !== save) return;
  for (const document of unsaved) await document.save();
}

/** Unless a person says otherwise, the editor saves what a rename changed if it is more than one file. */
function savesRefactorings(): boolean {
  return workspace.getConfiguration("files").get("refactoring.autoSave", true);
}

/** An editor applies the whole edit in one step, so all files are changed when the first one is. */
function tellOnceChanged(files: readonly Uri[]): void {
  if (files.length === 0) return;
  const wanted = new Set(files.map((uri) => uri.toString()));
  const waiting = workspace.onDidChangeTextDocument(({ document }) => {
    if (!wanted.has(document.uri.toString())) return;
    waiting.dispose();
    void offerToSave(files);
  });
}
