import { type QuickPickItem, window } from "vscode";
import type { LiveHost } from "../../../server/src/protocol.js";

interface HostItem extends QuickPickItem {
  /** Absent where the person wants to type one. */
  readonly host?: LiveHost;
}

export interface Chosen {
  readonly hosts: readonly LiveHost[];
  /** A host that stands in no list. */
  readonly typed: string | undefined;
}

/** Lets the person pick hosts, several at once, or type one; undefined where they think better of it. */
export async function chooseHosts(hosts: readonly LiveHost[]): Promise<Chosen | undefined> {
  const picked = hosts.length === 0 ? [typeOne] : await pickHosts(hosts);
  if (picked === undefined || picked.length === 0) return undefined;
  const chosen = picked.flatMap(({ host }) => host ?? []);
  if (!picked.includes(typeOne)) return { hosts: chosen, typed: undefined };
  const typed = await typeHost();
  return typed === undefined || typed === "" ? undefined : { hosts: chosen, typed };
}

const typeOne: HostItem = { label: "$(add) Another host…", alwaysShow: true };

function pickHosts(hosts: readonly LiveHost[]): Thenable<readonly HostItem[] | undefined> {
  const items = hosts.map((host): HostItem => ({ label: host.alias, description: originOf(host), host }));
  return window.showQuickPick([...items, typeOne], {
    title: "Check Live Hosts",
    placeHolder: "Which hosts? Each is asked once over ssh, and nothing on it changes",
    canPickMany: true,
    matchOnDescription: true,
  });
}

function originOf({ name, origin, alias }: LiveHost): string {
  const where = origin === "own" ? "your ssh configuration" : "only in .portolan.yaml";
  return name === undefined || name === alias ? where : `${name} · ${where}`;
}

function typeHost(): Thenable<string | undefined> {
  return window.showInputBox({
    title: "Check Live Hosts",
    prompt: "A host as you would name it to ssh: an alias, a name or an IPv4 address",
    placeHolder: "web-1",
    ignoreFocusOut: true,
  });
}
