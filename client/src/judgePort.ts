import type { PortChoices } from "../../server/src/protocol.js";

export interface Judgement {
  /** A refused port cannot be chosen; a doubtful one can. */
  readonly verdict: "refused" | "doubtful";
  readonly message: string;
}

/** What there is to say about the port that a person types; nothing about a good one. */
export function judgePort(typed: string, choices: PortChoices): Judgement | undefined {
  const port = Number(typed);
  if (!/^\d{1,5}$/.test(typed.trim()) || port < 1 || port > 65535)
    return refused("A port is a whole number from 1 to 65535.");
  if (port === choices.current) return refused(`The ${choices.owner} has port ${port} now.`);
  const holder = choices.taken.find((taken) => taken.port === port);
  if (holder !== undefined) return refused(`Port ${port} is taken by the ${holder.owner}.`);
  const doubt = doubtOf(port, choices.opens);
  return doubt === undefined ? undefined : { verdict: "doubtful", message: doubt };
}

function doubtOf(port: number, opens: PortChoices["opens"]): string | undefined {
  // The address of a Service is its own; nobody else has ports there.
  if (opens === "service") return undefined;
  const isForNodes = port >= 30000 && port <= 32767;
  if (opens === "node-port") {
    return isForNodes
      ? undefined
      : "Outside of 30000–32767, the NodePorts that a cluster has unless it says otherwise.";
  }
  if (isForNodes) return "30000–32767: Kubernetes gives these ports to Services as NodePorts.";
  // A container engine and the cluster have the privileges that a process may lack.
  if (port < 1024 && opens === "socket")
    return `Below 1024: only a process with privileges can listen on port ${port}.`;
  if (port >= 32768 && port <= 60999)
    return "32768–60999: Linux gives these ports to outgoing connections, so this one may be in use at start.";
  return undefined;
}

function refused(message: string): Judgement {
  return { verdict: "refused", message };
}
