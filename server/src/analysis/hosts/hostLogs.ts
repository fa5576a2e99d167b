import type { HostView, Run } from "./hostView.js";
import type { HostObservation, LogSeen } from "./observation.js";

/** Of what a log tells: a workload of the workspace where it is one, else the name of what writes it. */
export interface LogWriter {
  readonly name: string;
  readonly isDdot: boolean;
  readonly run: Run | undefined;
}

/** Undefined where nothing tells whose log it is. */
export function writerOf({ source }: LogSeen, { runs }: Pick<HostView, "runs">): LogWriter | undefined {
  if (/(?:^|\/)otel-agent\.log$/.test(source)) {
    return { name: "DDOT", isDdot: true, run: runs.find(({ workload }) => workload.collector?.isDdot) };
  }
  if (source.endsWith("/datadog/agent.log")) return agent(runs);
  const unit = /^journal of ([\w@.:-]+)$/.exec(source)?.[1];
  if (unit === "datadog-agent.service") return agent(runs);
  if (unit !== undefined) return ofUnit(unit, runs);
  const container = /^[a-z]+ logs of ([\w./-]+)$/.exec(source)?.[1];
  return container === undefined ? undefined : { name: container, isDdot: false, run: undefined };
}

function agent(runs: readonly Run[]): LogWriter {
  return {
    name: "the core Agent",
    isDdot: false,
    run: runs.find(({ workload }) => workload.name.startsWith("core Agent")),
  };
}

function ofUnit(name: string, runs: readonly Run[]): LogWriter {
  const run = runs.find(({ units, processes, workload }) =>
    [
      ...units.map((unit) => unit.name),
      ...processes.flatMap(({ unit }) => unit ?? []),
      `${workload.name}.service`,
    ].includes(name),
  );
  const isDdot = run?.workload.collector?.isDdot ?? name === "datadog-agent-ddot.service";
  return { name: isDdot ? "DDOT" : (run?.workload.name ?? name.replace(/\.service$/, "")), isDdot, run };
}

/** The lines of a kind and a port, the last one last. */
export function linesOf({ logs }: HostObservation, kind: LogSeen["kind"], port: number): readonly LogSeen[] {
  return logs.filter((each) => each.kind === kind && each.port === port);
}

/** Whether a workload's own log says that it could not have the port. */
export function saysTaken(run: Run, port: number, view: HostView): boolean {
  return linesOf(view.seen, "address-in-use", port).some((line) => writerOf(line, view)?.run === run);
}
