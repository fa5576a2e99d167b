import { claimsOf } from "../topology/collisions.js";
import type { HostView, Run } from "./hostView.js";
import type { ProcessSeen, SocketSeen } from "./observation.js";
import { socketKey } from "./sockets.js";

/** A socket of a collector that nothing in the workspace declares. */
export interface Undeclared {
  readonly socket: SocketSeen;
  readonly process: ProcessSeen;
  /** Undefined where the workspace does not know the collector either. */
  readonly run: Run | undefined;
}

export function undeclaredSockets(view: HostView): readonly Undeclared[] {
  const { seen, runs, placements } = view;
  const claims = placements.flatMap(({ namespace }) => claimsOf(namespace));
  const declared = new Set(claims.map(({ transport, port }) => socketKey(transport, port)));
  return seen.sockets.flatMap((socket): readonly Undeclared[] => {
    if (declared.has(socketKey(socket.transport, socket.port)) || isPassing(socket)) return [];
    const process = collectorOf(socket, view);
    const run = runs.find(({ processes }) => process !== undefined && processes.includes(process));
    return process === undefined || (run && !isAllKnown(run)) ? [] : [{ socket, process, run }];
  });
}

/** Linux takes the ports of outgoing UDP from here; such a socket waits for an answer and for nobody else. */
function isPassing({ transport, port }: SocketSeen): boolean {
  return transport === "udp" && port >= 32_768;
}

function collectorOf({ owners }: SocketSeen, { seen }: HostView): ProcessSeen | undefined {
  const pids = owners.map(({ pid }) => pid);
  const owner = seen.processes.find(({ pid }) => pids.includes(pid));
  return owner?.ownNetwork !== true && (owner?.kind === "collector" || owner?.kind === "ddot") ? owner : undefined;
}

/** Whether no port of a workload hangs on a variable, so that one that is not declared is indeed another. */
function isAllKnown({ namespace, workload }: Run): boolean {
  const own = namespace.listeners.filter((each) => each.workload === workload);
  return workload.collector?.complete === true && own.every(({ port }) => port !== null);
}
