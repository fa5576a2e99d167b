import { type ExtensionContext, type LogOutputChannel, workspace } from "vscode";
import {
  LanguageClient,
  RevealOutputChannelOn,
  type ServerOptions,
  State,
  TransportKind,
  WorkDoneProgress,
} from "vscode-languageclient/node";
import type { InitializationOptions, Settings } from "../../server/src/protocol.js";
import { documentSelector } from "./documents.js";
import { changePortCommand, copyCommandCommand, tellUnsavedCommand } from "./protocol.js";
import { tellAfterRename } from "./unsaved.js";

/** Whatever needs the protocol's library is here: it is most of what the extension loads, and not needed at first. */
export { State, WorkDoneProgress };

export function createClient(context: ExtensionContext, outputChannel: LogOutputChannel): LanguageClient {
  const server: ServerOptions = { module: context.asAbsolutePath("dist/server.js"), transport: TransportKind.ipc };
  return new LanguageClient("portolan", "Portolan", server, {
    documentSelector: [...documentSelector],
    // A function, so that a server that is started again gets the settings of that moment.
    initializationOptions: () => initializationOptions(context),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the server also serves editors that cannot be asked for settings
    synchronize: { configurationSection: ["portolan", "files.exclude"] },
    middleware: tellAfterRename,
    outputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  });
}

function initializationOptions({ storageUri }: ExtensionContext): InitializationOptions {
  const settings = workspace.getConfiguration().get<Settings>("portolan", {});
  return {
    commands: [changePortCommand, copyCommandCommand, tellUnsavedCommand],
    trusted: workspace.isTrusted,
    // A window without a folder has none.
    ...(storageUri && { cacheFolder: storageUri.fsPath }),
    settings,
    // Told with the rest, so that it need not be read again when it comes as a change.
    files: { exclude: workspace.getConfiguration("files").get("exclude") },
  };
}
