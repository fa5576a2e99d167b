import { type Memento, window } from "vscode";
import type { LiveHost } from "../../../server/src/protocol.js";
import { startingMachine } from "./machine.js";

const key = "portolan.live.confirmed";

/** Hosts that the person has confirmed or typed in this workspace, by what ssh is given. */
export class Confirmations {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get hosts(): readonly string[] {
    return this.#memory.get<readonly string[]>(key, []);
  }

  async remember(alias: string): Promise<void> {
    await this.#memory.update(key, [...new Set([...this.hosts, alias])]);
  }

  /** Asks by name for each host that only a file of the workspace names, once; the hosts that may be asked. */
  async confirm(hosts: readonly LiveHost[]): Promise<readonly string[]> {
    const agreed: string[] = [];
    for (const host of hosts) {
      if (host.origin === "workspace" && !this.hosts.includes(host.alias)) {
        if (!(await agree(host))) continue;
        await this.remember(host.alias);
      }
      agreed.push(host.alias);
    }
    return agreed;
  }
}

async function agree({ alias, name }: LiveHost): Promise<boolean> {
  const ask = `Ask ${alias}`;
  const who = name === undefined || name === alias ? alias : `${alias} (“${name}”)`;
  const detail =
    `${who} is named by a .portolan.yaml of this workspace, not by your own ssh configuration. ` +
    `ssh starts on ${startingMachine()}, with the keys and the configuration that you have there. ` +
    "It runs one script on the host, which only reads.";
  const answer = await window.showWarningMessage(`Connect to ${alias} over ssh?`, { modal: true, detail }, ask);
  return answer === ask;
}
