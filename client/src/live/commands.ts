import { commands, Disposable, env, type Memento, window, workspace } from "vscode";
import { clearLiveRequest, copyCommandCommand, liveHostsRequest } from "../protocol.js";
import type { Server } from "../server.js";
import { askHosts } from "./ask.js";
import { chooseHosts } from "./chooseHosts.js";
import { Confirmations } from "./confirmations.js";
import { openFinding } from "./openFinding.js";
import type { PageAction } from "./pageActions.js";
import { LiveReportView } from "./reportView.js";

/** Asks hosts when the person says so, and shows what they answered. Nothing here runs a command on a host. */
export function registerLiveChecks(server: Server, memory: Memento): Disposable {
  const confirmations = new Confirmations(memory);
  const view = new LiveReportView((action) => void run(action));

  const ask = async (hosts: readonly string[]): Promise<void> => {
    const reports = hosts.length === 0 ? undefined : await askHosts(server, hosts, confirmations.hosts);
    if (reports !== undefined) view.show(reports);
  };
  const check = async (): Promise<void> => {
    if (!workspace.isTrusted)
      return void window.showWarningMessage("Portolan asks no host before you trust this workspace.");
    const chosen = await chooseHosts((await server.request(liveHostsRequest)).hosts);
    if (chosen === undefined) return;
    const hosts = await confirmations.confirm(chosen.hosts);
    // Who types a name has confirmed it.
    if (chosen.typed !== undefined) await confirmations.remember(chosen.typed);
    await ask([...hosts, ...(chosen.typed === undefined ? [] : [chosen.typed])]);
  };
  const clear = async (): Promise<void> => {
    await server.request(clearLiveRequest);
    view.clear();
  };
  const run = async (action: PageAction): Promise<void> => {
    switch (action.kind) {
      case "ask-again":
        return ask(action.hosts);
      case "clear":
        return clear();
      case "open":
        return openFinding(action.finding);
      case "copy":
        return copy(action.line);
      case "connect":
        connect(action.line);
    }
  };
  return Disposable.from(
    view,
    commands.registerCommand("portolan.checkLiveHosts", check),
    commands.registerCommand("portolan.clearLiveFindings", clear),
    commands.registerCommand(copyCommandCommand, copy),
  );
}

async function copy(line: string): Promise<void> {
  await env.clipboard.writeText(line);
  void window.setStatusBarMessage(`Copied: ${line}`, 4000);
}

/** For what only a person can do: compare a fingerprint, type a password. The server made the line from a checked alias. */
function connect(line: string): void {
  const terminal = window.createTerminal({ name: line });
  terminal.show();
  terminal.sendText(line);
}
