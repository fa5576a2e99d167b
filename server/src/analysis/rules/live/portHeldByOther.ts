import type { Related } from "../../finding.js";
import { blockedPorts, type Blocked } from "../../hosts/blocked.js";
import { stopCommands, whoHolds } from "../../hosts/commands.js";
import { sayHolder } from "../../hosts/holder.js";
import type { HostView } from "../../hosts/hostView.js";
import type { LiveFinding } from "../../hosts/liveFinding.js";
import { saySocket } from "../../hosts/sockets.js";
import { bindError, sayAddress, sayClaim } from "../say.js";
import { liveFinding, readsAnother, type LiveRule } from "./liveRule.js";

export const portHeldByOther: LiveRule = {
  id: "port-held-by-other",
  severity: "error",
  since: "0.1.0",
  example: { fails: "another-program", passes: "another-address" },
  summary: "On the host, another program holds a port that is declared here.",
  why:
    "A port has one owner. Whoever is to have it cannot bind it, prints `bind: address already in use` and, if it is a " +
    "collector, exits with all that it listens on; a container engine does not start the container.",
  *check(view) {
    for (const blocked of blockedPorts(view)) yield findingOf(blocked, view);
  },
};

function findingOf(blocked: Blocked, view: HostView): LiveFinding {
  const { claim, port, run, socket, holder } = blocked;
  const who = holder ? sayHolder(holder) : "somebody whom only root is shown";
  const reads = holder?.process?.configs ?? [];
  const what = reads.length === 0 ? "" : `, which reads ${reads.join(" and ")}`;
  return liveFinding(portHeldByOther, blocked, view, {
    ...(run && readsAnother(run, view) && { severity: "warning" }),
    message:
      `${sayClaim(claim)} is held on ${view.seen.host} by ${who}${what}, at ${saySocket(socket)}. ` +
      sayEffect(blocked),
    place: claim.place,
    related: relatedOwner(blocked, view),
    commands: holder ? stopCommands(holder) : whoHolds(port, claim.transport),
  });
}

function sayEffect({ claim, run }: Blocked): string {
  if (claim.via !== "socket") {
    const error = `failed to bind host port ${sayAddress(claim)}/${claim.transport}: address already in use`;
    return `The container cannot start: \`${error}\`.`;
  }
  const cannot = `${claim.workload.name} cannot bind it: \`${bindError(claim)}\`.`;
  if (run?.workload.collector?.isDdot !== true) return cannot;
  return `${cannot} DDOT exits then, its ddflare extension goes down with it, and the core Agent is refused there.`;
}

/** Where the workspace gives the port to the one who has it. */
function relatedOwner({ claim, port, holder }: Blocked, { runs }: HostView): readonly Related[] {
  const owner = runs.find(({ processes }) => processes.some(({ pid }) => pid === holder?.pid));
  return (owner?.namespace.listeners ?? [])
    .filter((each) => each.workload === owner?.workload && each.port === port && each.transport === claim.transport)
    .map(({ place, owner: name }) => ({ place, message: `The ${name} declares port ${String(port)} too.` }));
}
