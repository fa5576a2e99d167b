import { isExpected, type DeclaredSocket } from "../../hosts/declared.js";
import { couldSee, isInHostNetwork, socketsUnseen, type HostView, type Run } from "../../hosts/hostView.js";
import type { LiveFinding } from "../../hosts/liveFinding.js";
import { socketsAt } from "../../hosts/sockets.js";
import { sayClaim, sayPorts } from "../say.js";
import { liveFinding, placeOf, sayAnother, type LiveRule } from "./liveRule.js";

export const notListening: LiveRule = {
  id: "not-listening",
  severity: "error",
  since: "0.1.0",
  example: { fails: "running-without-the-port", passes: "listening" },
  summary: "A program runs on the host, but nothing listens on a port that it declares here.",
  why:
    "Whoever sends there gets `connection refused`. Either the program was not restarted since the port was written, or " +
    "it reads another configuration. Of a program that does not run at all, this is only information.",
  *check(view) {
    if (!couldSee(view.seen, socketsUnseen) || view.seen.sockets.length === 0) return;
    for (const run of view.runs) {
      const silent = run.sockets.filter((each) => isSilent(each, view));
      if (run.state === "running" && isInHostNetwork(run, view))
        yield* silent.filter(isSure).map((each) => notBound(each, run, view));
      if (run.state === "down" && silent.some(isExpected)) yield* doesNotRun(run, silent, view);
    }
  },
};

/** Neither a socket nor a connection: what came and went while the host was asked is not asserted. */
function isSilent({ claim, port }: DeclaredSocket, view: HostView): boolean {
  const open = view.seen.connects.some((each) => each.port === port && each.state === "open");
  return socketsAt(view, claim.transport, port).length === 0 && !(claim.transport === "tcp" && open);
}

/** Which extensions DDOT adds by itself, the Agent's version decides too. */
function isSure(declared: DeclaredSocket): boolean {
  return isExpected(declared) && declared.claim.origin !== "auto";
}

function notBound({ claim, port }: DeclaredSocket, run: Run, view: HostView): LiveFinding {
  const { host } = view.seen;
  const [process] = run.processes;
  const who = process ? `${process.program} (pid ${String(process.pid)})` : run.workload.name;
  const other = sayAnother(run, view);
  return liveFinding(notListening, run, view, {
    ...(other !== "" && { severity: "warning" }),
    message:
      `${sayClaim(claim)} is not open on ${host}, though ${who} runs there. ` +
      `Whoever connects gets \`dial tcp :${String(port)}: connect: connection refused\`.${other}`,
    place: claim.place,
  });
}

/** One for all the ports of a program, which stands on the program's own line. */
function doesNotRun(run: Run, silent: readonly DeclaredSocket[], view: HostView): readonly LiveFinding[] {
  const place = placeOf(run);
  const ports = [...new Set(silent.map(({ port }) => port))].sort((a, b) => a - b);
  if (place === undefined) return [];
  const message = `${run.workload.name} was not seen running on ${view.seen.host}, and nothing listens on its ${sayPorts(ports)}.`;
  return [liveFinding(notListening, run, view, { severity: "information", message, place })];
}
