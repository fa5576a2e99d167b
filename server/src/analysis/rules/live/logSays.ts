import type { Place } from "../../facts.js";
import { holdingOf } from "../../hosts/holder.js";
import { writerOf } from "../../hosts/hostLogs.js";
import type { HostView, Run } from "../../hosts/hostView.js";
import type { LogSeen } from "../../hosts/observation.js";
import { socketsAt } from "../../hosts/sockets.js";
import { liveFinding, type LiveRule } from "./liveRule.js";

export const logSays: LiveRule = {
  id: "log-says",
  severity: "warning",
  since: "0.1.0",
  example: { fails: "port-taken-while-it-started", passes: "overtaken" },
  summary: "A log on the host says that a port of the workspace could not be bound, or refused a connection.",
  why:
    "`bind: address already in use` names the port that somebody else has; `connection refused` names one that nobody " +
    "listens on, and is often the last link of a chain that began elsewhere. A line that what is seen now has overtaken " +
    "is left out.",
  *check(view) {
    const said = new Map<Place, Said>();
    for (const each of view.seen.logs.flatMap((line) => saidBy(line, view) ?? [])) said.set(each.place, each);
    for (const { line, run, place } of said.values()) {
      const when = line.time === undefined ? "" : ` (${line.time})`;
      const message = `${line.source} on ${view.seen.host} says${when}: \`${line.line}\`.`;
      yield liveFinding(logSays, run, view, { message, place });
    }
  },
};

/** A line with what it speaks of. Of several on one, the last is told. */
interface Said {
  readonly line: LogSeen;
  readonly run: Run;
  readonly place: Place;
}

function saidBy(line: LogSeen, view: HostView): Said | undefined {
  const run = writerOf(line, view)?.run;
  if (line.port === undefined) return undefined;
  switch (line.kind) {
    case "address-in-use":
    case "permission-denied":
      return run && aboutOwn(line, line.port, run, view);
    case "connection-refused":
      return run && aboutPeer(line, line.port, run, view);
    case "out-of-memory":
    case "other-failure":
      return undefined;
  }
}

/** Its own socket; old news once it has it. */
function aboutOwn(line: LogSeen, port: number, run: Run, view: HostView): Said | undefined {
  const declared = run.sockets.find((each) => each.port === port);
  if (declared === undefined) return undefined;
  const { claim } = declared;
  const has = socketsAt(view, claim.transport, port).some((each) => holdingOf(each, run, view).kind === "own");
  return has ? undefined : { line, run, place: claim.place };
}

/** Whoever it connects to on the same host; old news once that listens, unless it only flaps. */
function aboutPeer(line: LogSeen, port: number, run: Run, view: HostView): Said | undefined {
  const peer = view.runs.find(({ sockets }) => sockets.some((each) => each.port === port));
  const declared = peer?.sockets.find((each) => each.port === port);
  if (peer === undefined || declared === undefined || !dialsHere(run, port)) return undefined;
  const flaps = peer.units.some(({ active }) => active === "activating");
  const open = socketsAt(view, declared.claim.transport, port).length > 0;
  return open && !flaps ? undefined : { line, run: peer, place: declared.claim.place };
}

/** Whether it is known to connect to a port of its own host. */
function dialsHere({ model, workload, namespace }: Run, port: number): boolean {
  return model.dials.some(
    ({ from, leads }) =>
      from === workload &&
      leads.kind === "inside" &&
      leads.landings.some((each) => each.namespace === namespace && each.port === port),
  );
}
