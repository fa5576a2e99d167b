import type { HostObservation, Unseen } from "./observation.js";
import { readAgentStatus } from "./readers/agentStatus.js";
import { readConfig } from "./readers/configs.js";
import { readConnect, readHttp } from "./readers/connects.js";
import { readContainers } from "./readers/containers.js";
import { readFirewalls } from "./readers/firewalls.js";
import { readLog } from "./readers/logs.js";
import { readMachine } from "./readers/machine.js";
import { readMetrics } from "./readers/metrics.js";
import { readPods } from "./readers/pods.js";
import { readProcess } from "./readers/processes.js";
import { readPackages, readProgram } from "./readers/programs.js";
import { readSockets } from "./readers/sockets.js";
import { readUnit } from "./readers/units.js";
import type { Section } from "./sections.js";

/**
 * What a host's sections say. What does not read to its end is left out, and what was looked for in vain is `unseen`:
 * better an unknown owner than a wrong one.
 */
export function observe(
  sections: readonly Section[],
  asked: { readonly host: string; readonly askedAt: number },
): HostObservation {
  const named = (...names: readonly string[]): readonly Section[] =>
    sections.filter(({ name }) => names.includes(name));
  const textOf = (name: string, word?: string): string =>
    named(name).find(({ words }) => word === undefined || words[0] === word)?.text ?? "";
  const machine = readMachine(textOf("host"), textOf("os-release"));
  const sockets = readSockets(sections, machine.root);
  const connects = named("connect").flatMap((section) => readConnect(section) ?? []);
  const pods = named("pods").flatMap((section) => readPods(section, machine.hostname));
  const containers = [...readContainers(sections), ...pods];
  const ports = [...new Set(connects.map(({ port }) => port))].slice(0, mostPorts);
  const firewalls = readFirewalls(sections, ports, containers);
  return {
    host: asked.host,
    askedAt: asked.askedAt,
    machine,
    sockets: sockets.sockets,
    processes: named("process").flatMap((section) => readProcess(section) ?? []),
    configs: named("config").flatMap((section) => readConfig(section) ?? []),
    units: named("unit").flatMap((section) => readUnit(section, textOf("unit-files", section.words[0])) ?? []),
    logs: named("log", "journal", "container-log").flatMap(readLog),
    programs: [
      ...named("package").flatMap(readPackages),
      ...named("program").flatMap((section) => readProgram(section) ?? []),
    ],
    connects,
    http: named("http").flatMap((section) => readHttp(section) ?? []),
    metrics: named("metrics").flatMap((section) => readMetrics(section) ?? []),
    firewalls: firewalls.firewalls,
    containers,
    agentStatus: named("agent-status")
      .map(readAgentStatus)
      .find((status) => status !== undefined),
    unseen: [...named("unseen").flatMap(readUnseen), ...sockets.unseen, ...firewalls.unseen, ...interrupted(sections)],
  };
}

/** More are not asked about. */
const mostPorts = 128;

function readUnseen({ words, text }: Section): readonly Unseen[] {
  const why = text.trim().split("\n")[0] ?? "";
  return words.length === 0 ? [] : [{ what: words.join(" "), why: why === "" ? "not told" : why }];
}

/** Answers that ended before their end; of sockets and firewalls the readers tell more. */
function interrupted(sections: readonly Section[]): readonly Unseen[] {
  return sections
    .filter(({ name }) => !/^(?:sockets|firewalld|ufw|nft|iptables|ip6tables)$/.test(name))
    .flatMap(({ name, words, status, cut }) => {
      const why = status === 124 ? "took too long" : cut ? "cut, there was more" : undefined;
      return why === undefined ? [] : [{ what: [name, ...words].join(" "), why }];
    });
}
