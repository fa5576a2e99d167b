import type { ClientCapabilities } from "vscode-languageserver-protocol/node";

/** What the servers are told that the client can do: of VS Code's long list, what bears on diagnostics. */
export const capabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } },
};
