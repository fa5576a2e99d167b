import { CodeActionKind, type CodeAction } from "vscode-languageserver/node";
import { portNumberAt } from "../analysis/features/portChange.js";
import type { FileId } from "../analysis/facts.js";
import { offsetAt, type Position } from "../analysis/text.js";
import { changePortCommand, type PortTarget } from "../protocol.js";
import type { Workspace } from "../workspace/workspace.js";

/** "Change port 4317 …" where such a number stands under the cursor, for a client that can ask for another one. */
export function portActions(
  current: Workspace,
  file: FileId,
  at: { readonly uri: string; readonly position: Position },
  commands: readonly string[],
): readonly CodeAction[] {
  const text = current.textOf(file);
  const lines = current.analysis.factsOf(file)?.lines;
  if (!commands.includes(changePortCommand) || text === undefined || lines === undefined) return [];
  const offset = offsetAt(lines, at.position, text.length);
  // Asked at every move of the cursor, so that most answers must cost nothing.
  if (!/\d/.test(text.slice(Math.max(0, offset - 1), offset + 1))) return [];
  const port = portNumberAt({ analysis: current.analysis, texts: (each) => current.textOf(each) }, file, offset);
  if (port === undefined || port.move.stuck !== undefined) return [];
  const title = `Change port ${String(port.move.port)} of the ${port.owner}, wherever it is written…`;
  const target: PortTarget = at;
  return [
    {
      title,
      kind: CodeActionKind.RefactorRewrite,
      command: { title, command: changePortCommand, arguments: [target] },
    },
  ];
}
