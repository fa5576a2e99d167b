import { outerPorts } from "../analysis/hosts/declaredPorts.js";
import type { Check } from "../analysis/hosts/compare.js";
import type { ConnectSeen } from "../analysis/hosts/observation.js";
import type { SiteModel } from "../analysis/topology/model.js";
import { connectFrom } from "../ssh/connectFrom.js";
import { parseAddress, parseHost, type HostName } from "../ssh/hostName.js";
import type { Via } from "../ssh/transports/index.js";

/** A second host, from which the ports of the first one are tried too. */
export interface Elsewhere {
  readonly from: HostName;
  /** What the second host calls the first one. */
  readonly to: HostName;
}

export type ElsewhereOrProblem = Elsewhere | { readonly problem: string } | undefined;

/** @param to what the second host calls the first one, where that is not its name on the command line */
export function elsewhereOf(
  from: string | undefined,
  to: string | undefined,
  hosts: readonly string[],
): ElsewhereOrProblem {
  if (from === undefined) return to === undefined ? undefined : { problem: "--to goes with --from" };
  const [host = "", ...others] = hosts;
  if (others.length > 0) return { problem: "--from tries the ports of one HOST" };
  const second = parseHost(from);
  if (second === undefined) return { problem: `${JSON.stringify(from)} is no HOST` };
  const wanted = to ?? host.slice(host.lastIndexOf("@") + 1);
  const address = parseAddress(wanted);
  if (address === undefined) return { problem: `${JSON.stringify(wanted)} is no name or address of a host` };
  return { from: second, to: address };
}

export interface Reaching extends Elsewhere {
  readonly models: readonly SiteModel[];
  readonly via: Via;
  /** In milliseconds. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

/** A check for each port that is bound for others: whether the second host reaches it. */
export async function reachedFrom({ models, from, to, ...how }: Reaching, host: string): Promise<readonly Check[]> {
  const ports = outerPorts(models, host);
  if (ports.length === 0) {
    return [
      {
        id: `from:${from}`,
        status: "unknown",
        summary: `The files declare no port of ${host} that others should reach`,
      },
    ];
  }
  const connected = await connectFrom({ from, to, ports, ...how });
  if (connected.kind === "failed") {
    return [
      { id: `from:${from}`, status: "unknown", summary: `${from} could not be asked: ${connected.failure.sentence}` },
    ];
  }
  return connected.connects.map((connect) => checkOf(connect, from));
}

function checkOf({ address, port, state }: ConnectSeen, from: string): Check {
  const id = `from:${from}:${String(port)}/tcp`;
  const there = `${address}:${String(port)}`;
  switch (state) {
    case "open":
      return { id, status: "ok", summary: `${from} reaches ${there}` };
    case "refused":
      return {
        id,
        status: "failed",
        summary: `${from} is refused at ${there}: nobody listens there for others, or a firewall rejects it`,
      };
    case "timeout":
      return { id, status: "failed", summary: `${from} gets no answer from ${there}: a firewall or a route drops it` };
    case "unknown":
      return { id, status: "unknown", summary: `${from} could not try ${there}` };
  }
}
