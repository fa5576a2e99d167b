import { setImmediate } from "node:timers/promises";

/**
 * Goes through many items a few at a time, and lets a signal in between: what starts the bench kills it where it does not
 * answer one within some 50 ms, and then nothing would be cleared up.
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
    await setImmediate();
  }
  if (slice.length > 0) work(slice);
}
