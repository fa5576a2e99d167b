import { isLoopback } from "../../topology/reach.js";
import type { Check } from "../checks.js";
import type { HostView } from "../hostView.js";
import type { FirewallSeen } from "../observation.js";
import { socketsAt } from "../sockets.js";

/** What each firewall does with the ports on which somebody listens for others than the host itself. */
export function firewallChecks(view: HostView): readonly Check[] {
  return view.seen.firewalls.map((firewall) => ({ id: `firewall:${firewall.tool}`, ...stateOf(firewall, view) }));
}

function stateOf({ tool, active, ports }: FirewallSeen, view: HostView): Pick<Check, "status" | "summary"> {
  if (active === false) return { status: "ok", summary: `${tool} is not active` };
  const open = ports.filter(({ port, transport }) =>
    socketsAt(view, transport, port).some(({ address }) => !isLoopback(address)),
  );
  const dropped = open.filter(({ verdict }) => verdict === "dropped").map(({ port }) => String(port));
  if (dropped.length > 0) return { status: "warning", summary: `${tool} drops what comes to ${dropped.join(", ")}` };
  const isKnown = active === true && open.every(({ verdict }) => verdict === "open");
  return isKnown
    ? { status: "ok", summary: `${tool} lets through what comes to the ports that are open` }
    : { status: "unknown", summary: `What ${tool} does with the ports could not be told` };
}
