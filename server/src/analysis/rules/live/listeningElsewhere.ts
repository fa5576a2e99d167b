import type { DeclaredSocket } from "../../hosts/declared.js";
import type { HostView, Run } from "../../hosts/hostView.js";
import type { LiveFinding } from "../../hosts/liveFinding.js";
import { misfitOf, type Misfit } from "../../hosts/misfit.js";
import { saySocket } from "../../hosts/sockets.js";
import { isLoopback } from "../../topology/reach.js";
import { sayClaim, sayList } from "../say.js";
import { liveFinding, sayAnother, type LiveRule } from "./liveRule.js";

export const listeningElsewhere: LiveRule = {
  id: "listening-elsewhere",
  severity: "warning",
  since: "0.1.0",
  example: { fails: "loopback-instead-of-all", passes: "how-all-addresses-look" },
  summary: "On the host, a port is bound to another address than is declared here.",
  why:
    "Bound to 127.0.0.1 where 0.0.0.0 is declared, a receiver refuses everybody outside of its host with `connection " +
    "refused`; bound to every address where localhost is declared, it is open to the network. `*:4317` and `:::4317` " +
    "are how tools show a socket on every address.",
  *check(view) {
    for (const run of view.runs) {
      for (const declared of run.sockets) {
        const misfit = misfitOf(run, declared, view);
        if (misfit) yield findingOf(run, declared, misfit, view);
      }
    }
  },
};

function findingOf(run: Run, { claim, port, host = "" }: DeclaredSocket, misfit: Misfit, view: HostView): LiveFinding {
  const declared = saySocket({ address: host === "" ? "0.0.0.0" : host, port });
  return liveFinding(listeningElsewhere, run, view, {
    message:
      `${sayClaim(claim)} is bound to ${sayList(misfit.sockets.map(saySocket))} on ${view.seen.host}, ` +
      `where ${declared} is declared. ${effectOf(misfit)}${sayAnother(run, view)}`,
    place: claim.place,
  });
}

function effectOf({ sockets, wider }: Misfit): string {
  if (wider) return "It is open to whoever reaches the host.";
  const local = sockets.every(({ address }) => isLoopback(address));
  return `Whoever connects ${local ? "from elsewhere" : "to the declared address"} gets \`connection refused\`.`;
}
