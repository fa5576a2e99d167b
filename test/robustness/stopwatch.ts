import { readFileSync } from "node:fs";

/** In milliseconds, on a machine that takes `reference` for `work`: more than a person takes for "at once". */
const limit = 200;

/** In milliseconds: what `work` takes on the machine that the limit was set on. */
const reference = 18;

/** How often something slow is asked again, before it counts as slow: machines have other things to do, too. */
const secondChances = 3;

export interface Slow {
  readonly what: string;
  readonly milliseconds: number;
}

/** Takes the time of many questions, and keeps the slowest. */
export class Stopwatch {
  slowest: Slow = { what: "nothing", milliseconds: 0 };

  /**
   * The answer to a question. Throws where it takes too long at each of several attempts, or throws itself; `what` says
   * how to ask again.
   */
  ask<T>(what: string, question: () => T): T {
    const first = timed(what, question);
    let { milliseconds } = first;
    for (let left = secondChances; left > 0 && milliseconds > limit; left--) {
      milliseconds = Math.min(milliseconds, timed(what, question).milliseconds);
    }
    if (milliseconds > this.slowest.milliseconds) this.slowest = { what, milliseconds };
    if (milliseconds > limit && milliseconds > limit * slowness()) {
      throw new Error(`${what}: took ${milliseconds.toFixed(0)} ms`);
    }
    return first.answer;
  }
}

function timed<T>(what: string, question: () => T): { readonly answer: T; readonly milliseconds: number } {
  const began = performance.now();
  try {
    const answer = question();
    return { answer, milliseconds: performance.now() - began };
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** How many times slower than the reference this machine is at this moment; at least 1. */
export function slowness(): number {
  const times = Array.from({ length: 3 }, () => timed("calibration", work).milliseconds);
  return Math.max(1, Math.min(...times) / reference);
}

/** Texts, maps and short-lived objects, as the analysis has them. */
function work(): number {
  const text = readFileSync(import.meta.filename, "utf8");
  const words = new Map<string, { readonly count: number }>();
  for (let round = 0; round < 100; round++) {
    for (const [word] of text.matchAll(/\w+/g)) {
      const key = `${word} ${String(round % 7)}`;
      words.set(key, { count: (words.get(key)?.count ?? 0) + 1 });
    }
  }
  return words.size;
}
