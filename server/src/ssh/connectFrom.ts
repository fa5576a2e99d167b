import type { ConnectSeen } from "../analysis/hosts/observation.js";
import { readAnswer } from "./askHosts.js";
import { connectScript } from "./connectScript.js";
import type { Failure } from "./failure.js";
import { failureOf } from "./failures.js";
import type { HostName } from "./hostName.js";
import { runProbe } from "./runProbe.js";
import { stoppable } from "./stoppable.js";
import { argvFor, type Via } from "./transports/index.js";
import { shellWords } from "./transports/transport.js";

export interface Connecting {
  /** Where the connects start: a second host, which the person has confirmed. */
  readonly from: HostName;
  readonly via: Via;
  /** As that host would call the first one: `parseAddress` checks it. */
  readonly to: HostName;
  readonly ports: readonly number[];
  /** In milliseconds. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

export type Connected =
  | { readonly kind: "connected"; readonly from: HostName; readonly connects: readonly ConnectSeen[] }
  | { readonly kind: "failed"; readonly from: HostName; readonly failure: Failure };

/** Answers "and from elsewhere?": whether another host reaches the ports. Opens connections and sends nothing. */
export async function connectFrom(connecting: Connecting): Promise<Connected> {
  const { from, via, to, ports, deadline, environment } = connecting;
  const argv = argvFor(via, from, shellWords([to, ...ports]));
  const outcome = await stoppable(connecting.signal, (signal) =>
    runProbe({ argv, script: connectScript, deadline, signal, environment }),
  );
  const answer = readAnswer(outcome.stdout, { host: from, askedAt: Date.now() });
  if (outcome.end.kind === "exited" && answer) return { kind: "connected", from, connects: answer.connects };
  return { kind: "failed", from, failure: failureOf(outcome, from, via) };
}
