import type { Workload } from "../topology/model.js";
import type { HostView, Run } from "./hostView.js";
import type { ContainerSeen, HostObservation, ProcessSeen, SocketSeen } from "./observation.js";
import { agentProgram, ddotProgram, isEngineProgram, sameProgram } from "./programName.js";

/** Who holds a socket, as far as the host told. */
export interface Holder {
  /** Whole where the process itself was seen, else as the tool has it. */
  readonly program: string;
  readonly pid: number | undefined;
  readonly process: ProcessSeen | undefined;
  /** Set where a program of the container engine holds it for a container. */
  readonly container: ContainerSeen | undefined;
}

/** Everybody who holds a socket; nobody where the host did not tell. */
export function holdersOf(socket: SocketSeen, { seen }: HostView): readonly Holder[] {
  const container = publisherOf(socket, seen);
  if (socket.owners.length === 0 && container) {
    return [{ program: container.engine, pid: undefined, process: undefined, container }];
  }
  return socket.owners.map((owner) => {
    const process = owner.pid === undefined ? undefined : seen.processes.find(({ pid }) => pid === owner.pid);
    const program = process?.program ?? owner.process;
    return { program, pid: owner.pid, process, container: isEngineProgram(program) ? container : undefined };
  });
}

/** The container that a port of the host is published for. */
function publisherOf({ port, transport }: SocketSeen, { containers }: HostObservation): ContainerSeen | undefined {
  return containers.find(({ published }) =>
    published.some((each) => each.hostPort === port && each.transport === transport),
  );
}

/** `otelcol-contrib (pid 812)`, `the container jaeger` */
export function sayHolder({ program, pid, container }: Holder): string {
  if (container) return `the container ${container.name}`;
  return pid === undefined ? program : `${program} (pid ${String(pid)})`;
}

/** Whose a socket is that stands where a workload wants its own. */
export type Holding =
  | { readonly kind: "own" }
  | { readonly kind: "other"; readonly holder: Holder }
  /** The host did not tell who. */
  | { readonly kind: "somebody" }
  /** It may be the workload, under another name. */
  | { readonly kind: "unclear" };

export function holdingOf(socket: SocketSeen, run: Run, view: HostView): Holding {
  const holders = holdersOf(socket, view);
  const [first] = holders;
  if (first === undefined) return { kind: "somebody" };
  if (holders.some((holder) => isOwn(holder, run))) return { kind: "own" };
  if (holders.some((holder) => mayBeOwn(holder, run, view))) return { kind: "unclear" };
  return { kind: "other", holder: first };
}

function isOwn({ program, pid }: Holder, { processes, workload }: Run): boolean {
  if (pid !== undefined && processes.some((each) => each.pid === pid)) return true;
  if (pid === undefined && processes.some((each) => sameProgram(program, each.program))) return true;
  if (workload.collector?.isDdot) return sameProgram(program, ddotProgram);
  return workload.collector === undefined && program === agentProgram(workload.name);
}

function mayBeOwn({ program, pid, process, container }: Holder, run: Run, { runs }: HostView): boolean {
  // systemd opens sockets for those that it starts later.
  if (program === "systemd") return true;
  const { workload, processes } = run;
  if (workload.start && isEngineProgram(program)) return isContainerOf(container, workload);
  if (isOfOther(pid, run, runs)) return false;
  if (workload.collector === undefined) return process?.kind === "agent" || /^(?:datadog-)?agent$/.test(program);
  if (workload.collector.isDdot || processes.length > 0) return false;
  // A build of one's own may have any name, and the probe knows only the usual ones.
  if (process === undefined) return /otel|collect|telemetry|agent/i.test(program);
  return run.state === "unknown" && process.kind === "collector";
}

/** A name that the engine made has the name of the service in it; what the engine did not tell may be anything. */
function isContainerOf(container: ContainerSeen | undefined, { start }: Workload): boolean {
  return container === undefined || start === undefined || container.name.includes(start.container);
}

/** Who holds a port that an engine is to publish: one of its programs, unless it is for another container. */
export function holdingOfPublished(socket: SocketSeen, workload: Workload, view: HostView): Holding {
  const holders = holdersOf(socket, view);
  const [first] = holders;
  if (first === undefined) return { kind: "somebody" };
  const mayBe = ({ program, container }: Holder): boolean =>
    isEngineProgram(program) ? isContainerOf(container, workload) : program === "systemd";
  return holders.some(mayBe) ? { kind: "unclear" } : { kind: "other", holder: first };
}

/** Whether a process is known to be another workload of the workspace. */
function isOfOther(pid: number | undefined, run: Run, runs: readonly Run[]): boolean {
  return pid !== undefined && runs.some((each) => each !== run && each.processes.some((one) => one.pid === pid));
}
