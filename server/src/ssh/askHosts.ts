import { forEachBounded } from "../workspace/bounded.js";
import type { HostObservation } from "../analysis/hosts/observation.js";
import { observe } from "../analysis/hosts/observe.js";
import type { ScriptWord } from "../analysis/hosts/scriptWords.js";
import { readSections } from "../analysis/hosts/sections.js";
import type { Failure } from "./failure.js";
import { failureOf } from "./failures.js";
import type { HostName } from "./hostName.js";
import { runProbe, type Outcome } from "./runProbe.js";
import { stoppable } from "./stoppable.js";
import { argvFor, type Via } from "./transports/index.js";
import { shellWords } from "./transports/transport.js";

/** How one host ended, whatever became of the others. */
export type Answer =
  | { readonly kind: "seen"; readonly host: string; readonly observation: HostObservation }
  | { readonly kind: "failed"; readonly host: string; readonly askedAt: number; readonly failure: Failure };

export interface Asking {
  readonly via: Via;
  readonly script: string;
  /** What a host is asked: the declared ports at least. */
  readonly wordsFor: (host: HostName) => readonly ScriptWord[];
  /** In milliseconds, for each host. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  readonly onBegin?: (host: HostName) => void;
  readonly onAnswer?: (answer: Answer) => void;
  /** Of the transport's program; without it, that of this process. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

/** How many hosts are asked at a time: what a machine's agent, a jump host and the eye can follow. */
const atATime = 32;

/** In milliseconds, where nobody says otherwise: what the script allows itself, and what it takes to connect. */
export const defaultDeadline = 60_000;

/** Asks several hosts side by side; the answers stand in the order of the hosts. Never rejects. */
export async function askHosts(hosts: readonly HostName[], asking: Asking): Promise<readonly Answer[]> {
  const answers = new Map<HostName, Answer>();
  await stoppable(asking.signal, (stop) =>
    forEachBounded(new Set(hosts), atATime, async (host) => {
      asking.onBegin?.(host);
      const answer = await askHost(host, asking, stop);
      answers.set(host, answer);
      asking.onAnswer?.(answer);
    }),
  );
  return [...new Set(hosts)].flatMap((host) => answers.get(host) ?? []);
}

async function askHost(host: HostName, asking: Asking, signal: AbortSignal): Promise<Answer> {
  const { via, script, deadline, environment } = asking;
  const askedAt = Date.now();
  const argv = argvFor(via, host, shellWords(asking.wordsFor(host)));
  const outcome = await runProbe({ argv, script, deadline, signal, environment });
  const observation = mayBeWhole(outcome) ? readAnswer(outcome.stdout, { host, askedAt }) : undefined;
  if (observation !== undefined) return { kind: "seen", host, observation };
  return { kind: "failed", host, askedAt, failure: failureOf(outcome, host, via) };
}

/** A connection may hang after the last word of the answer. */
function mayBeWhole({ end }: Outcome): boolean {
  return end.kind === "exited" || end.kind === "timed-out";
}

/** What a probe sent; undefined where it is no answer, or not the whole of it. */
export function readAnswer(
  output: string,
  asked: { readonly host: string; readonly askedAt: number },
): HostObservation | undefined {
  const { complete, sections } = readSections(output);
  return complete ? observe(sections, asked) : undefined;
}
