import { Disposable, type TextEditor, window, workspace } from "vscode";
import type { PortMapView } from "./view.js";

/** Selects the row of the port that the cursor stands on, while the port map is in sight. */
export function followEditor(portMap: PortMapView): Disposable {
  let moved = false;
  let following: Promise<void> | undefined;
  const untilThere = async (): Promise<void> => {
    while (moved) {
      moved = false;
      await revealCursor(portMap, window.activeTextEditor);
    }
  };
  /** Cursors move faster than rows unfold: of all moves meanwhile, only where the last one ended is looked for. */
  const follow = (): void => {
    moved = true;
    following ??= untilThere().finally(() => (following = undefined));
  };
  return Disposable.from(
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === window.activeTextEditor) follow();
    }),
    window.onDidChangeActiveTextEditor(follow),
    portMap.view.onDidChangeVisibility(follow),
  );
}

async function revealCursor(portMap: PortMapView, editor: TextEditor | undefined): Promise<void> {
  if (editor === undefined || !portMap.view.visible) return;
  const { uri } = editor.document;
  if (!workspace.getConfiguration("portolan", uri).get<boolean>("portMap.followEditor", true)) return;
  const rows = portMap.rowsAt(uri, editor.selection.active.line);
  const [row] = rows;
  const selected = portMap.view.selection.map(({ id }) => id);
  // Several owners may stand on one line; the one that was clicked stays selected.
  if (row === undefined || rows.some(({ id }) => selected.includes(id))) return;
  try {
    await portMap.view.reveal(row, { select: true, focus: false });
  } catch {
    // The map changed meanwhile and the row is gone.
  }
}
