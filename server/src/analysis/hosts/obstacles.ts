import { append } from "../lists.js";
import { blockedPorts } from "./blocked.js";
import { holdersOf, sayHolder } from "./holder.js";
import { writerOf, type LogWriter } from "./hostLogs.js";
import type { HostView } from "./hostView.js";
import type { LogSeen, SocketSeen } from "./observation.js";
import { ddotProgram, sameProgram } from "./programName.js";
import { socketsAt } from "./sockets.js";

/** Somebody holds ports that another one wants. */
export interface Obstacle {
  /** `otelcol-contrib (pid 812)`; `somebody` where the host did not tell. */
  readonly holder: string;
  /** `DDOT` */
  readonly victim: string;
  readonly isDdot: boolean;
  /** Ascending. */
  readonly ports: readonly number[];
}

/** By what the workspace declares and by what logs say, so that a host of which no file is known tells its story too. */
export function obstaclesOf(view: HostView): readonly Obstacle[] {
  const sure = blockedPorts(view).filter(({ placement }) => placement.certainty !== "ports");
  const blocked = sure.map(({ claim: { workload }, port, holder }) => ({
    holder: holder ? sayHolder(holder) : "somebody",
    victim: workload.name,
    isDdot: workload.collector?.isDdot === true,
    port,
  }));
  const pairs = new Map<string, (typeof blocked)[number][]>();
  for (const each of [...blocked, ...view.seen.logs.flatMap((line) => fromLog(line, view))]) {
    append(pairs, `${each.holder}\n${each.victim}`, each);
  }
  return [...pairs.values()].flatMap((members) => {
    const [first] = members;
    const ports = [...new Set(members.map(({ port }) => port))].sort((a, b) => a - b);
    return first === undefined ? [] : [{ holder: first.holder, victim: first.victim, isDdot: first.isDdot, ports }];
  });
}

/** A line that is overtaken says nothing: the port is free, or whoever wrote it has it by now. */
function fromLog(
  line: LogSeen,
  view: HostView,
): readonly (Pick<Obstacle, "holder" | "victim" | "isDdot"> & { readonly port: number })[] {
  const { kind, port } = line;
  const writer = writerOf(line, view);
  if (kind !== "address-in-use" || port === undefined || writer === undefined) return [];
  // Of a workload that the workspace surely has there, more is known than its log says.
  if (writer.run && writer.run.placement.certainty !== "ports") return [];
  const sockets = socketsAt(view, "tcp", port);
  const [socket] = sockets;
  if (socket === undefined || sockets.some((each) => isOf(each, writer, view))) return [];
  const [first] = holdersOf(socket, view);
  const holder = first ? sayHolder(first) : "somebody";
  return [{ holder, victim: writer.name, isDdot: writer.isDdot, port }];
}

function isOf(socket: SocketSeen, { name, isDdot }: LogWriter, view: HostView): boolean {
  return holdersOf(socket, view).some(({ program, process, container }) => {
    if (isDdot) return sameProgram(program, ddotProgram);
    return sameProgram(program, name) || process?.unit === `${name}.service` || container?.name === name;
  });
}
