import { commands, Disposable, env, window } from "vscode";
import type { Server } from "../server.js";
import { addressOf } from "./address.js";
import { showCallers } from "./callers.js";
import { type Grouping, groupings } from "./rows.js";
import type { ClaimNode } from "./nodes.js";
import type { PortMapView } from "./view.js";

/** What the toolbar of the port map and the menu of its rows do. */
export function registerPortMapCommands(portMap: PortMapView, server: Server): Disposable {
  return Disposable.from(
    commands.registerCommand("portolan.showPortMap", () => showFileIn(portMap)),
    commands.registerCommand("portolan.portMap.groupBy", async () => {
      const by = await chooseGrouping(portMap.groupedBy);
      if (by !== undefined) await portMap.groupBy(by);
    }),
    commands.registerCommand("portolan.portMap.onlyProblems", () => portMap.showOnlyProblems(true)),
    commands.registerCommand("portolan.portMap.showAll", () => portMap.showOnlyProblems(false)),
    onRow(portMap, "portolan.portMap.goTo", async (row) => {
      const { command, arguments: args = [] } = portMap.getTreeItem(row).command ?? {};
      if (command !== undefined) await commands.executeCommand(command, ...(args as unknown[]));
    }),
    onRow(portMap, "portolan.portMap.copyAddress", async (row) => {
      const address = addressOf(row);
      if (address === undefined) void window.showWarningMessage("Only the running system knows this port.");
      else await env.clipboard.writeText(address);
    }),
    onRow(portMap, "portolan.portMap.showCallers", ({ claim }) => showCallers(server, claim.id)),
  );
}

/** From a menu the row comes along; by a key, the one that is selected is meant. */
function onRow(portMap: PortMapView, command: string, run: (row: ClaimNode) => Promise<void>): Disposable {
  return commands.registerCommand(command, async (given?: ClaimNode) => {
    const row = given ?? portMap.view.selection[0];
    if (row?.kind === "claim") await run(row);
  });
}

/** The first conflict of the file that is shown, else the first of its ports; the view alone where it has none. */
async function showFileIn(portMap: PortMapView): Promise<void> {
  const uri = window.activeTextEditor?.document.uri;
  const rows = uri === undefined ? [] : portMap.rowsOf(uri);
  const row = rows.find(({ claim }) => claim.conflict) ?? rows[0];
  await commands.executeCommand("portolan.portMap.focus");
  if (row !== undefined) await portMap.view.reveal(row, { select: true, focus: true });
}

const said: Readonly<Record<Grouping, string>> = {
  host: "Hosts, pods and containers, with the ports of each",
  port: "Each port, with all who have it",
  owner: "Each program, with the ports that it takes",
  file: "Each file, with the ports that stand in it",
};

async function chooseGrouping(current: Grouping): Promise<Grouping | undefined> {
  const items = groupings.map((by) => ({
    by,
    label: `${by === current ? "$(check)" : "$(blank)"} ${by.charAt(0).toUpperCase()}${by.slice(1)}`,
    description: said[by],
  }));
  const picked = await window.showQuickPick(items, {
    title: "Group the Port Map By",
    placeHolder: `Now by ${current}`,
  });
  return picked?.by;
}
