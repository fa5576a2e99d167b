import { commands, type Disposable, type QuickPickItem, Range, Uri, window, workspace } from "vscode";
import type { LineExplanation } from "../../server/src/protocol.js";
import { explainRequest } from "./protocol.js";
import type { Server } from "./server.js";

/** Says what the selected or pasted lines of a log mean here, and opens the line that is to blame. */
export function registerExplain(server: Server): Disposable {
  return commands.registerCommand("portolan.explain", async () => {
    const text = selectedText() ?? (await askForLine());
    if (text === undefined || text.trim() === "") return;
    const { explanations } = await server.request(explainRequest, { text });
    if (explanations.length === 0) {
      void window.showInformationMessage("Portolan knows of no port or collector configuration that this tells of.");
      return;
    }
    const cause = await chooseCause(explanations);
    if (cause) await reveal(cause);
  });
}

type Cause = LineExplanation["causes"][number];

function selectedText(): string | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined || editor.selection.isEmpty) return undefined;
  return editor.document.getText(editor.selection);
}

function askForLine(): Thenable<string | undefined> {
  return window.showInputBox({
    title: "Explain Log Line",
    prompt: "Paste what a program, container engine or cluster logged.",
    placeHolder: "listen tcp 0.0.0.0:4317: bind: address already in use",
    ignoreFocusOut: true,
  });
}

/** One cause of one line needs no choice. */
async function chooseCause(explanations: readonly LineExplanation[]): Promise<Cause | undefined> {
  const [first, ...others] = explanations.flatMap(({ causes }) => causes);
  if (first === undefined) {
    void window.showInformationMessage(explanations.map(({ meaning }) => meaning).join("\n"));
    return undefined;
  }
  if (others.length === 0) return first;
  const items = explanations.flatMap(({ causes }): (QuickPickItem & { readonly cause: Cause })[] =>
    causes.map((cause) => ({
      label: `${workspace.asRelativePath(Uri.parse(cause.uri))}:${String(cause.range.start.line + 1)}`,
      ...(cause.rule !== undefined && { description: cause.rule }),
      detail: cause.message,
      cause,
    })),
  );
  const title = explanations.length === 1 ? explanations[0]?.meaning : "Which cause?";
  const picked = await window.showQuickPick(items, {
    ...(title !== undefined && { title }),
    placeHolder: "Opens the line that is to blame",
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.cause;
}

async function reveal({ uri, range, message }: Cause): Promise<void> {
  const { start, end } = range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(uri), { selection });
  void window.showInformationMessage(message);
}
