import type { Claim } from "../topology/model.js";
import { holdingOf, holdingOfPublished, type Holder, type Holding } from "./holder.js";
import { saysTaken } from "./hostLogs.js";
import { couldSee, processesUnseen, type HostView, type Run } from "./hostView.js";
import type { SocketSeen } from "./observation.js";
import type { Placement } from "./placement.js";
import { meetsDeclared, socketsAt } from "./sockets.js";

/** A port that the workspace gives to somebody on the host, and another one has already. */
export interface Blocked {
  readonly placement: Placement;
  readonly claim: Claim;
  readonly port: number;
  /** Undefined for a port that a container engine publishes. */
  readonly run: Run | undefined;
  readonly socket: SocketSeen;
  /** Undefined where the host did not tell who: somebody else it is all the same. */
  readonly holder: Holder | undefined;
}

export function blockedPorts(view: HostView): readonly Blocked[] {
  return [...view.runs.flatMap((run) => blockedSockets(run, view)), ...blockedMappings(view)];
}

function blockedSockets(run: Run, view: HostView): readonly Blocked[] {
  const { placement } = run;
  return run.sockets.flatMap(({ claim, port, host }): readonly Blocked[] => {
    const rivals = socketsAt(view, claim.transport, port).filter((socket) => meetsDeclared(socket, host));
    const taker = takerOf(rivals, (socket) => holdingOf(socket, run, view));
    if (taker === undefined || (taker.holder === undefined && !isSurelyAnother(run, port, view))) return [];
    return [{ placement, claim, port, run, ...taker }];
  });
}

function blockedMappings(view: HostView): readonly Blocked[] {
  return view.placements.flatMap((placement) =>
    placement.namespace.mappings.flatMap((claim): readonly Blocked[] => {
      const { port, via, certain, hosts, transport, workload } = claim;
      const [host] = hosts;
      if (port === null || via !== "published" || !certain) return [];
      const rivals = socketsAt(view, transport, port).filter((socket) => meetsDeclared(socket, host ?? undefined));
      const taker = takerOf(rivals, (socket) => holdingOfPublished(socket, workload, view));
      return taker?.holder === undefined ? [] : [{ placement, claim, port, run: undefined, ...taker }];
    }),
  );
}

/** The socket that is surely in the way; none where one of them may be the claim's own. */
function takerOf(
  sockets: readonly SocketSeen[],
  holdingOfIt: (socket: SocketSeen) => Holding,
): Pick<Blocked, "socket" | "holder"> | undefined {
  const held = sockets.map((socket) => ({ socket, holding: holdingOfIt(socket) }));
  if (held.some(({ holding }) => holding.kind === "own" || holding.kind === "unclear")) return undefined;
  for (const { socket, holding } of held) if (holding.kind === "other") return { socket, holder: holding.holder };
  const [first] = held;
  return first && { socket: first.socket, holder: undefined };
}

/** Whose socket it is was not told; what does not run holds none, unless it is being started over and over. */
function isSurelyAnother(run: Run, port: number, view: HostView): boolean {
  if (run.state !== "down") return false;
  const restarts = run.units.some(({ active }) => active === "activating");
  return saysTaken(run, port, view) || (run.units.length > 0 && !restarts && couldSee(view.seen, processesUnseen));
}
