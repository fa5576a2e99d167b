import { env, Uri, window, workspace } from "vscode";
import { chartTextRequest } from "../protocol.js";
import type { Server } from "../server.js";

const formats = [
  { label: "SVG", detail: "The picture as it is shown, for a page or a wiki", extension: "svg", format: undefined },
  { label: "Mermaid", detail: "For a README or a pull request", extension: "mmd", format: "mermaid" },
  { label: "Markdown table", detail: "Who owns which port, line by line", extension: "md", format: "markdown" },
] as const;

const [copy, save] = ["Copy", "Save As…"] as const;

/** Hands the chart out as text: to the clipboard, or into a file. */
export async function exportChart(server: Server, svg: string): Promise<void> {
  const chosen = await window.showQuickPick(formats, { title: "Export the Port Chart", matchOnDetail: true });
  if (chosen === undefined) return;
  const how = await window.showQuickPick([copy, save], { title: `Export the Port Chart as ${chosen.label}` });
  if (how === undefined) return;
  const { format } = chosen;
  const text = format === undefined ? svg : (await server.request(chartTextRequest, { format })).text;
  if (how === copy) {
    await env.clipboard.writeText(text);
    void window.setStatusBarMessage(`The port chart is copied as ${chosen.label}.`, 5000);
  } else await saveAs(`ports.${chosen.extension}`, text);
}

async function saveAs(name: string, text: string): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  const target = await window.showSaveDialog({ ...(folder && { defaultUri: Uri.joinPath(folder.uri, name) }) });
  if (target !== undefined) await workspace.fs.writeFile(target, new TextEncoder().encode(text));
}
