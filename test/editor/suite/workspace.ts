import assert from "node:assert/strict";
import {
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  extensions,
  languages,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from "vscode";
import type { PortolanApi } from "../../../client/src/extension.js";
import { until } from "../eventually.js";

export const collectorConfig = "etc/otelcol-contrib/config.yaml";
export const ddotConfig = "etc/datadog-agent/otel-config.yaml";

export function uriOf(file: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  assert(folder, "The tests need a copy of examples/ddot-conflict as their workspace.");
  return Uri.joinPath(folder.uri, file);
}

export async function open(file: string): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument(uriOf(file)), { preview: false });
}

export async function activate(): Promise<PortolanApi> {
  const extension = extensions.getExtension<PortolanApi>("portolan.portolan");
  assert(extension, "The extension is not installed.");
  return extension.activate();
}

export function findings(file: string, rule: string): Diagnostic[] {
  return languages.getDiagnostics(uriOf(file)).filter((diagnostic) => ruleOf(diagnostic) === rule);
}

export function ruleOf({ code }: Diagnostic): unknown {
  return typeof code === "object" ? code.value : code;
}

export function isError({ severity }: Diagnostic): boolean {
  return severity === DiagnosticSeverity.Error;
}

/** Each finding in a word, for the message of a wait in vain. */
export function allFindings(): string[] {
  return languages
    .getDiagnostics()
    .flatMap(([uri, found]) =>
      found.map((each) => `${workspace.asRelativePath(uri)}:${each.range.start.line + 1} ${String(ruleOf(each))}`),
    );
}

/** Where a text stands that occurs once in a document. */
export function rangeOf(document: TextDocument, text: string): Range {
  const start = document.getText().indexOf(text);
  assert.notEqual(start, -1, `No "${text}" in ${document.fileName}`);
  assert.equal(document.getText().indexOf(text, start + 1), -1, `More than one "${text}" in ${document.fileName}`);
  return new Range(document.positionAt(start), document.positionAt(start + text.length));
}

export async function replace(editor: TextEditor, before: string, after: string): Promise<void> {
  const applied = await editor.edit((edit) => edit.replace(rangeOf(editor.document, before), after));
  assert(applied, `"${before}" could not be replaced.`);
}

/** Before the editors close, since VS Code asks whether to save what is closed unsaved. */
export async function revertAll(): Promise<void> {
  for (const file of [collectorConfig, ddotConfig]) await revert((await open(file)).document);
}

/** The command is for the editor that is shown. */
export async function revert(document: TextDocument): Promise<void> {
  await until(`${document.fileName} as it is on the disk`, async () => {
    if (document.isDirty) {
      await window.showTextDocument(document, { preview: false });
      await commands.executeCommand("workbench.action.files.revert");
    }
    return !document.isDirty;
  });
}
