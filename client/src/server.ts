import { type ExtensionContext, type LogOutputChannel, workspace } from "vscode";
import { LanguageClient, RevealOutputChannelOn, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import type { InitializationOptions, Settings } from "../../server/src/protocol.js";
import { changePortCommand, copyCommandCommand, tellUnsavedCommand } from "./protocol.js";
import { tellAfterRename } from "./unsaved.js";

const languages = ["yaml", "dockercompose", "otelcol", "helm", "shellscript", "markdown", "toml", "properties", "json"];
/** Files whose language differs by which other extensions are there. */
const patterns = [
  "**/*.service",
  "**/*.service.d/*.conf",
  "**/{.env,.env.*,*.env}",
  "**/etc/{default,sysconfig}/*",
  "**/etc/*/environment",
];
const schemes = ["file", "untitled"];

export function createClient(context: ExtensionContext, outputChannel: LogOutputChannel): LanguageClient {
  const server: ServerOptions = { module: context.asAbsolutePath("dist/server.js"), transport: TransportKind.ipc };
  return new LanguageClient("portolan", "Portolan", server, {
    documentSelector: [
      ...languages.flatMap((language) => schemes.map((scheme) => ({ language, scheme }))),
      ...patterns.map((pattern) => ({ scheme: "file", pattern })),
    ],
    // A function, so that a server that is started again gets the settings of that moment.
    initializationOptions,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the server also serves editors that cannot be asked for settings
    synchronize: { configurationSection: ["portolan", "files.exclude"] },
    middleware: tellAfterRename,
    outputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  });
}

function initializationOptions(): InitializationOptions {
  const settings = workspace.getConfiguration().get<Settings>("portolan", {});
  return {
    commands: [changePortCommand, copyCommandCommand, tellUnsavedCommand],
    trusted: workspace.isTrusted,
    settings,
  };
}
