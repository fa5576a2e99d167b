import { openCommands } from "../../hosts/commands.js";
import type { DeclaredSocket } from "../../hosts/declared.js";
import type { HostView, Run } from "../../hosts/hostView.js";
import type { LiveFinding } from "../../hosts/liveFinding.js";
import type { FirewallSeen } from "../../hosts/observation.js";
import { isLoopback } from "../../topology/reach.js";
import { sayClaim } from "../say.js";
import { liveFinding, type LiveRule } from "./liveRule.js";

export const firewallDrops: LiveRule = {
  id: "firewall-drops",
  severity: "warning",
  since: "0.1.0",
  example: { fails: "ufw-denies-by-default", passes: "not-active" },
  summary: "The host's firewall drops what comes from outside to a port that is declared to be open there.",
  why:
    "The receiver listens, on the host itself everything works, and from elsewhere every connection waits until it " +
    "ends in `i/o timeout` or `no route to host`. For ports that are not a receiver's this is only information.",
  *check(view) {
    for (const run of view.runs) {
      for (const declared of run.sockets) {
        const drop = isOpenToOthers(declared) ? dropOf(declared, view) : undefined;
        if (drop) yield findingOf(run, declared, drop, view);
      }
    }
  },
};

interface Drop {
  readonly tool: FirewallSeen["tool"];
  readonly because: string | undefined;
}

function isOpenToOthers({ host }: DeclaredSocket): boolean {
  return host !== undefined && !isLoopback(host);
}

function dropOf({ claim, port }: DeclaredSocket, { seen }: HostView): Drop | undefined {
  for (const { tool, active, ports } of seen.firewalls) {
    if (active === false) continue;
    const decided = ports.find((each) => each.port === port && each.transport === claim.transport);
    if (decided?.verdict === "dropped") return { tool, because: decided.because };
  }
  return undefined;
}

function findingOf(run: Run, { claim, port }: DeclaredSocket, { tool, because }: Drop, view: HostView): LiveFinding {
  const isReceiver = / receiver\b/.test(claim.fact.label);
  return liveFinding(firewallDrops, run, view, {
    ...(!isReceiver && { severity: "information" }),
    message:
      `${sayClaim(claim)} is closed to everybody outside of ${view.seen.host}: ${tool} drops it` +
      `${because === undefined ? "" : ` (\`${because}\`)`}. Whoever connects from elsewhere waits for \`i/o timeout\`.`,
    place: claim.place,
    commands: openCommands(tool, port, claim.transport),
  });
}
