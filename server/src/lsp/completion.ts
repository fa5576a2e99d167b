import {
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  type CompletionClientCapabilities,
  type CompletionItem,
  type Connection,
  type ServerCapabilities,
} from "vscode-languageserver/node";
import { complete } from "../analysis/features/completion/complete.js";
import type { Completion } from "../analysis/features/completion/completion.js";
import { lineStartsOf, offsetAt, rangeOf, type LineStarts } from "../analysis/text.js";
import { uriToFileId } from "../workspace/paths.js";
import type { Workspace } from "../workspace/workspace.js";

/** After these an editor asks by itself: a value, an item, a list, a variable or a port begins. */
export const completionCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters: [" ", ":", "[", ",", "$", "{"] },
};

export function registerCompletion(
  connection: Connection,
  workspace: () => Workspace,
  client: CompletionClientCapabilities | undefined,
): void {
  const abilities: Abilities = {
    snippets: client?.completionItem?.snippetSupport ?? false,
    tags: client?.completionItem?.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated) ?? false,
    asIs: client?.completionItem?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) ?? false,
  };
  connection.onCompletion(({ textDocument, position }, token) => {
    if (token.isCancellationRequested) return null;
    const current = workspace();
    const file = uriToFileId(textDocument.uri);
    current.refresh(file);
    // What is only begun may not be recognised yet, so the text counts, not what was read from it.
    const text = current.textOf(file);
    if (text === undefined) return null;
    const lines = lineStartsOf(text);
    const context = { analysis: current.analysis, texts: (each: string) => current.textOf(each) };
    const found = complete(context, file, offsetAt(lines, position, text.length));
    return found.map((completion, rank) => toItem(completion, rank, lines, abilities));
  });
}

interface Abilities {
  readonly snippets: boolean;
  readonly tags: boolean;
  /** Whether the client can be told to leave the indentation of further lines alone. */
  readonly asIs: boolean;
}

const kinds: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  component: CompletionItemKind.Module,
  id: CompletionItemKind.Reference,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  port: CompletionItemKind.Value,
  variable: CompletionItemKind.Variable,
};

function toItem(completion: Completion, rank: number, lines: LineStarts, abilities: Abilities): CompletionItem {
  const { label, kind, detail, deprecated, edit, snippet } = completion;
  const isSnippet = abilities.snippets && snippet !== undefined;
  return {
    label,
    kind: kinds[kind],
    ...(detail !== undefined && { detail }),
    sortText: String(rank).padStart(5, "0"),
    // What has to stand before it is not a part of the word that is being typed.
    ...(edit.newText.startsWith(" ") && { filterText: ` ${label}` }),
    ...(deprecated && abilities.tags && { tags: [CompletionItemTag.Deprecated] }),
    textEdit: { range: rangeOf(lines, edit.span), newText: isSnippet ? snippet : edit.newText },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(abilities.asIs && { insertTextMode: InsertTextMode.asIs }),
  };
}
