import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";

/** Far longer than anything takes: a slow machine beside busy ones is slow, not wrong. */
export const patience = 120_000;

/** Looks until there is something to see. No event tells that the last of several answers has come. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  /** What is there instead, for the message of a wait in vain. */
  instead?: () => unknown,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}${await said(instead)}`);
    await sleep(20);
  }
}

/** A look that is over when a condition holds. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  instead?: () => unknown,
): Promise<void> {
  await eventually(what, async () => (await holds()) || undefined, instead);
}

async function said(instead: (() => unknown) | undefined): Promise<string> {
  if (instead === undefined) return "";
  const text = inspect(await instead(), { depth: 2, breakLength: Infinity, maxArrayLength: 20, maxStringLength: 200 });
  return `. There was: ${text.slice(0, 1000)}`;
}
