import { Disposable, type TextDocumentChangeEvent, type TreeView, Uri, workspace } from "vscode";
import { isServed } from "./documents.js";
import { mayBeRelevant } from "./relevance.js";
import type { Server } from "./server.js";

const projectFiles = [".portolan.yaml", ".portolan.yml"];

/**
 * Starts the server once something of ours is there: a document that may be, the port map in sight, a workspace with a
 * `.portolan.yaml`. Commands start it by themselves.
 */
export function startWhenRelevant(server: Server, view: TreeView<unknown>): Disposable {
  const waiting: Disposable[] = [];
  const stopWaiting = (): void => {
    for (const each of waiting.splice(0)) each.dispose();
  };
  const startIf = (isRelevant: boolean): void => {
    if (!isRelevant) return;
    stopWaiting();
    server.start();
  };
  waiting.push(
    view.onDidChangeVisibility(({ visible }) => startIf(visible)),
    workspace.onDidOpenTextDocument((document) => startIf(isServed(document) && mayBeRelevant(document.getText()))),
    workspace.onDidChangeTextDocument((change) => startIf(becomesRelevant(change))),
  );
  startIf(view.visible || workspace.textDocuments.some((each) => isServed(each) && mayBeRelevant(each.getText())));
  if (waiting.length > 0) void hasProjectFile().then((has) => waiting.length > 0 && startIf(has));
  return new Disposable(stopWaiting);
}

/** Of what is typed, the lines that it is typed into. */
function becomesRelevant({ document, contentChanges }: TextDocumentChangeEvent): boolean {
  if (!isServed(document)) return false;
  const last = document.lineCount - 1;
  return contentChanges.some(
    ({ text, range }) => mayBeRelevant(text) || mayBeRelevant(document.lineAt(Math.min(range.start.line, last)).text),
  );
}

async function hasProjectFile(): Promise<boolean> {
  const files = (workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
    projectFiles.map((name) => Uri.joinPath(uri, name)),
  );
  const found = await Promise.all(
    files.map((file) =>
      workspace.fs.stat(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
