import { CodeActionKind, type CodeAction, type Diagnostic } from "vscode-languageserver/node";
import type { LiveFinding } from "../../analysis/hosts/compare.js";
import { copyCommandCommand } from "../../protocol.js";

/** What a person could run on the host, to be copied: neither the server nor the client ever runs it. */
export function copyActions(finding: LiveFinding, diagnostic: Diagnostic): readonly CodeAction[] {
  return finding.commands.map(({ purpose, line }) => {
    const title = `${purpose}, on ${finding.host}: copy \`${line}\``;
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      command: { title, command: copyCommandCommand, arguments: [line] },
    };
  });
}
