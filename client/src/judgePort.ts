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
  if (port < 1024) return doubtful(`Below 1024: only a process with privileges can listen on port ${port}.`);
  if (port >= 30000 && port <= 32767)
    return doubtful("30000–32767: Kubernetes gives these ports to Services as NodePorts.");
  if (port >= 32768 && port <= 60999) {
    return doubtful(
      "32768–60999: Linux gives these ports to outgoing connections, so this one may be in use at start.",
    );
  }
  return undefined;
}

function refused(message: string): Judgement {
  return { verdict: "refused", message };
}

function doubtful(message: string): Judgement {
  return { verdict: "doubtful", message };
}
