import { setImmediate } from "node:timers/promises";

const perSlice = 10;

/** Goes through many items, and lets a signal in between every few. */
export async function inSlices<T>(items: Iterable<T>, work: (slice: readonly T[]) => void): Promise<void> {
  let slice: T[] = [];
  for (const item of items) {
    if (slice.push(item) < perSlice) continue;
    work(slice);
    slice = [];
    await setImmediate();
  }
  if (slice.length > 0) work(slice);
}
