import {
  MessageType,
  ShowMessageNotification,
  type Command,
  type Connection,
  type TextDocuments,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { displayPath } from "../analysis/paths.js";
import { tellUnsavedCommand } from "../protocol.js";
import { uriToFileId } from "../workspace/paths.js";
import type { Workspace } from "../workspace/workspace.js";

/** Sees to it that nobody forgets to save what an edit changed behind their back. */
export interface Unsaved {
  /** What a client is to run once it has applied an edit; undefined where it changes open files alone. */
  commandAfter(edit: WorkspaceEdit): Command | undefined;
  /** The same for an edit after which a client runs nothing. */
  tellOf(edit: WorkspaceEdit): void;
}

/** An editor that has no command for it has the server run it, which shows a message. */
export const unsavedCapabilities = { executeCommandProvider: { commands: [tellUnsavedCommand] } };

/** @param isToldByClient whether the client has a command of its own, and looks at what it renames by itself */
export function registerUnsaved(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  workspace: () => Workspace,
  isToldByClient: boolean,
): Unsaved {
  const closed = ({ documentChanges = [] }: WorkspaceEdit): readonly string[] => {
    const uris = documentChanges.flatMap((each) => ("textDocument" in each ? [each.textDocument.uri] : []));
    return uris.filter((uri) => documents.get(uri) === undefined).toSorted();
  };
  const tell = (uris: readonly string[]): void => {
    const names = uris.map((uri) => displayPath(uriToFileId(uri), workspace().roots)).join(", ");
    const message = `Changed without being open: ${names}. Save what is changed.`;
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
  };
  if (!isToldByClient) {
    connection.onExecuteCommand(({ command, arguments: [uris] = [] }) => {
      if (command === tellUnsavedCommand && Array.isArray(uris)) tell(uris.filter((uri) => typeof uri === "string"));
    });
  }
  return {
    commandAfter(edit) {
      const uris = closed(edit);
      if (uris.length === 0) return undefined;
      return { title: "Save what is not open", command: tellUnsavedCommand, arguments: [uris] };
    },
    tellOf(edit) {
      const uris = closed(edit);
      if (!isToldByClient && uris.length > 0) tell(uris);
    },
  };
}
