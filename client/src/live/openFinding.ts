import { languages, Range, Uri, ViewColumn, window } from "vscode";
import type { LiveFindingItem } from "../../../server/src/protocol.js";

/** Opens the line of a finding: where it stands by now, since what is typed above it moves it. */
export async function openFinding({ uri, range: { start, end }, rule, message }: LiveFindingItem): Promise<void> {
  const file = Uri.parse(uri);
  const asked = new Range(start.line, start.character, end.line, end.character);
  const standing = languages
    .getDiagnostics(file)
    .filter(({ source, code, message: told }) => source === liveSource && code === rule && told.startsWith(message))
    .map(({ range }) => range);
  const selection = standing.some((each) => each.isEqual(asked)) ? asked : (standing[0] ?? asked);
  await window.showTextDocument(file, { selection, viewColumn: ViewColumn.One });
}

const liveSource = "portolan (live)";
