import { type QuickPickItem, QuickPickItemKind, Range, Uri, window, workspace } from "vscode";
import type { PortCallers } from "../../../server/src/protocol.js";
import { portCallersRequest } from "../protocol.js";
import type { Server } from "../server.js";

type Caller = PortCallers["callers"][number];
interface CallerItem extends QuickPickItem {
  /** Absent on the lines between. */
  readonly caller?: Caller;
}

/** Lists who connects to a port or hands it on, and opens the line of the one that is picked. */
export async function showCallers(server: Server, listener: string): Promise<void> {
  const answer = await server.request(portCallersRequest, { listener });
  if (answer === null) return void window.showWarningMessage("This port is no longer there.");
  const { owner, callers } = answer;
  if (callers.length === 0) {
    return void window.showInformationMessage(`Nobody in this workspace is known to connect to the ${owner}.`);
  }
  const picked = await window.showQuickPick(itemsOf(callers), {
    title: `Who reaches the ${owner}`,
    placeHolder: "Opens the line",
    matchOnDescription: true,
  });
  if (picked?.caller === undefined) return;
  const { start, end } = picked.caller.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(picked.caller.uri), { selection });
}

const headings: Readonly<Record<Caller["how"], string>> = {
  dials: "connects",
  "hands on": "hands on",
  probes: "asks whether it is alive",
};

function itemsOf(callers: readonly Caller[]): CallerItem[] {
  return callers.flatMap((caller, index): CallerItem[] => {
    const heading = { label: headings[caller.how], kind: QuickPickItemKind.Separator };
    const place = `${workspace.asRelativePath(Uri.parse(caller.uri))}:${String(caller.range.start.line + 1)}`;
    const item = { label: caller.by, description: place, caller };
    return callers[index - 1]?.how === caller.how ? [item] : [heading, item];
  });
}
