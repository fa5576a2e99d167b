import type { DeclaredSocket } from "./declared.js";
import { holdingOf } from "./holder.js";
import { isInHostNetwork, type HostView, type Run } from "./hostView.js";
import type { SocketSeen } from "./observation.js";
import { fitOf, socketsAt } from "./sockets.js";

/** A workload's sockets on a port that it declares, all of them at another address than the declared one. */
export interface Misfit {
  readonly sockets: readonly SocketSeen[];
  /** Whether they take more than was declared. */
  readonly wider: boolean;
}

export function misfitOf(run: Run, declared: DeclaredSocket, view: HostView): Misfit | undefined {
  const sockets = ownSockets(run, declared, view);
  const fits = new Set(sockets.map((socket) => fitOf(socket, declared.host)));
  const [fit] = fits;
  if (fits.size !== 1 || fit === undefined || fit === "as declared" || fit === "unknown") return undefined;
  return { sockets, wider: fit === "wider" };
}

/** None where some may be another program's. Who runs is believed to hold it, where nobody told who does. */
function ownSockets(run: Run, { claim, port }: DeclaredSocket, view: HostView): readonly SocketSeen[] {
  const sockets = socketsAt(view, claim.transport, port);
  const holdings = sockets.map((socket) => holdingOf(socket, run, view).kind);
  const isHere = run.state === "running" && isInHostNetwork(run, view);
  const isIt = holdings.every((kind) => kind === "own" || (kind === "somebody" && isHere));
  return isIt ? sockets : [];
}
