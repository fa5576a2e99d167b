import type { Transport } from "../facts.js";
import type { Holder } from "./holder.js";
import type { Command } from "./liveFinding.js";
import type { FirewallSeen } from "./observation.js";

/**
 * Commands to copy. What a host calls its units and containers is its own word: a name that is not plainly one gets no
 * command.
 */

/** Stops who holds a port, by the nearest thing that would otherwise start it again. */
export function stopCommands({ pid, process, container }: Holder): readonly Command[] {
  const purpose = "Stop what holds the port";
  if (container) {
    if (container.engine === "kubernetes" || !isName(container.name)) return [];
    return [{ purpose, line: `sudo ${container.engine} stop ${container.name}` }];
  }
  if (process?.unit !== undefined) {
    return isUnit(process.unit) ? [{ purpose, line: `sudo systemctl stop ${quoted(process.unit)}` }] : [];
  }
  return pid === undefined || !isPid(pid) ? [] : [{ purpose, line: `sudo kill ${String(pid)}` }];
}

/** Shows who holds a port, which only root is told. */
export function whoHolds(port: number, transport: Transport): readonly Command[] {
  const family = transport === "udp" ? "u" : "t";
  return [{ purpose: "See who holds the port", line: `sudo ss -ln${family}p 'sport = :${String(port)}'` }];
}

export function unitCommands(name: string): readonly Command[] {
  if (!isUnit(name)) return [];
  const unit = quoted(name);
  return [
    { purpose: "See why it failed", line: `sudo journalctl -u ${unit} -n 50 --no-pager` },
    { purpose: "Start it again", line: `sudo systemctl restart ${unit}` },
  ];
}

/** Lets a port through, with the tool that drops it. Which table of nft decides, nobody can tell from outside. */
export function openCommands(tool: FirewallSeen["tool"], port: number, transport: Transport): readonly Command[] {
  const service = `${String(port)}/${transport}`;
  switch (tool) {
    case "firewalld":
      return [
        { purpose: "Let the port through until the next reload", line: `sudo firewall-cmd --add-port=${service}` },
        { purpose: "Let it through for good", line: `sudo firewall-cmd --permanent --add-port=${service}` },
      ];
    case "ufw":
      return [{ purpose: "Let the port through", line: `sudo ufw allow ${service}` }];
    case "iptables": {
      const line = `sudo iptables -I INPUT -p ${transport} --dport ${String(port)} -j ACCEPT`;
      return [{ purpose: "Let the port through until the next start", line }];
    }
    case "nft":
      return [{ purpose: "See which rule drops it", line: "sudo nft list ruleset" }];
  }
}

function isUnit(name: string): boolean {
  return /^[A-Za-z0-9][\w@.:\\-]{0,250}\.(?:service|socket)$/.test(name);
}

function isName(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,250}$/.test(name);
}

function isPid(pid: number): boolean {
  return Number.isSafeInteger(pid) && pid > 1;
}

/** systemd writes `\x2d` into names, which a shell would read. */
function quoted(checked: string): string {
  return checked.includes("\\") ? `'${checked}'` : checked;
}
