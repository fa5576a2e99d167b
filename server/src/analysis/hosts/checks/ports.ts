import type { Transport } from "../../facts.js";
import { sayList } from "../../rules/say.js";
import { blockedPorts, type Blocked } from "../blocked.js";
import type { Check } from "../checks.js";
import { isExpected } from "../declared.js";
import { holdersOf, sayHolder } from "../holder.js";
import { couldSee, socketsUnseen, type HostView } from "../hostView.js";
import { misfitOf } from "../misfit.js";
import { saySocket, socketsAt } from "../sockets.js";
import { undeclaredSockets, type Undeclared } from "../undeclared.js";

/** Each port that the workspace declares here, that was asked about and is open, or that a collector has. */
export function portChecks(view: HostView): readonly Check[] {
  const { seen, runs } = view;
  const blocked = blockedPorts(view);
  const undeclared = undeclaredSockets(view);
  const ports = [
    ...runs.flatMap(({ sockets }) => sockets.map(({ claim, port }) => ({ port, transport: claim.transport }))),
    ...seen.connects.filter(({ state }) => state === "open").map(({ port }) => ({ port, transport: "tcp" as const })),
    ...blocked.map(({ port, claim }) => ({ port, transport: claim.transport })),
    ...undeclared.map(({ socket }) => socket),
  ];
  const byName = new Map(ports.map((each) => [`${String(each.port)}/${each.transport}`, each]));
  return [...byName.values()]
    .sort((a, b) => a.port - b.port || (a.transport < b.transport ? -1 : 1))
    .map(({ port, transport }) => portCheck({ port, transport, blocked, undeclared, view }));
}

interface PortSeen {
  readonly port: number;
  readonly transport: Transport;
  readonly blocked: readonly Blocked[];
  readonly undeclared: readonly Undeclared[];
  readonly view: HostView;
}

function portCheck({ port, transport, blocked, undeclared, view }: PortSeen): Check {
  const name = `${String(port)}/${transport}`;
  const id = `port:${name}`;
  const wanting = blocked.filter((each) => each.port === port && each.claim.transport === transport);
  const held = sayHeld(port, transport, view);
  if (wanting.length > 0) {
    const wanted = sayList([...new Set(wanting.map(({ claim }) => claim.workload.name))]);
    const isSure = wanting.some(({ placement }) => placement.certainty !== "ports");
    return {
      id,
      status: isSure ? "failed" : "warning",
      summary: `${held ?? `${name} is taken`}, and ${wanted} wants it`,
    };
  }
  if (held === undefined) return silentCheck(port, transport, view);
  const isKnown = view.placements.some(({ certainty }) => certainty !== "ports");
  const isUndeclared = undeclared.some(({ socket }) => socket.port === port && socket.transport === transport);
  if (isKnown && isUndeclared) return { id, status: "warning", summary: `${held}, which nothing here declares` };
  return { id, status: isElsewhere(port, transport, view) ? "warning" : "ok", summary: held };
}

/** `otelcol-contrib (pid 812) holds 4317/tcp at 0.0.0.0:4317`; undefined where nobody does. */
function sayHeld(port: number, transport: Transport, view: HostView): string | undefined {
  const sockets = socketsAt(view, transport, port);
  if (sockets.length === 0) return undefined;
  const holders = sockets.flatMap((socket) => holdersOf(socket, view).map(sayHolder));
  const who = holders.length === 0 ? "Somebody" : [...new Set(holders)].join(" and ");
  return `${who} holds ${String(port)}/${transport} at ${[...new Set(sockets.map(saySocket))].join(" and ")}`;
}

function isElsewhere(port: number, transport: Transport, view: HostView): boolean {
  return view.runs.some((run) =>
    run.sockets.some(
      (each) => each.port === port && each.claim.transport === transport && misfitOf(run, each, view) !== undefined,
    ),
  );
}

function silentCheck(port: number, transport: Transport, view: HostView): Check {
  const name = `${String(port)}/${transport}`;
  const id = `port:${name}`;
  if (transport === "tcp" && view.seen.connects.some((each) => each.port === port && each.state === "open")) {
    return { id, status: "ok", summary: `Somebody listens on ${name}` };
  }
  if (view.seen.sockets.length === 0 || !couldSee(view.seen, socketsUnseen)) {
    return { id, status: "unknown", summary: `Whether somebody listens on ${name} could not be seen` };
  }
  const missing = view.runs.flatMap((run) =>
    run.sockets
      .filter((each) => each.port === port && each.claim.transport === transport && isExpected(each))
      .map(({ claim }) => ({ run, isAuto: claim.origin === "auto" })),
  );
  const sure = missing.filter(({ run }) => run.placement.certainty !== "ports");
  const isMissed = sure.some(({ run, isAuto }) => run.state === "running" && !isAuto);
  const status = isMissed ? "failed" : sure.length > 0 ? "warning" : "unknown";
  return { id, status, summary: `Nobody listens on ${name}` };
}
