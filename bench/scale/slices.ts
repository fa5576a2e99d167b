import { setImmediate } from "node:timers/promises";
import { interruption } from "../ending.js";

/**
 * Goes through many items a few at a time. In between a signal gets through, which takes no longer than some 50 ms: the
 * programs that start a bench kill one that does not answer.
 */
export async function inSlices<T>(
  items: Iterable<T>,
  perSlice: number,
  work: (slice: readonly T[]) => void,
): Promise<void> {
  let slice: T[] = [];
  for (const item of items) {
    if (slice.push(item) < perSlice) continue;
    work(slice);
    slice = [];
    await setImmediate(undefined, { signal: interruption });
  }
  if (slice.length > 0) work(slice);
}
