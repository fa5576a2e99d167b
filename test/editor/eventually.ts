import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** Looks until there is something to see. No event tells that the last of several answers has come. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  patience = 20_000,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    assert(Date.now() < deadline, `Waited in vain: ${what}`);
    await sleep(20);
  }
}
