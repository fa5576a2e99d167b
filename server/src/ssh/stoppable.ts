import { setMaxListeners } from "node:events";

/**
 * Does some work that ends early when the signal says so, or when this process exits: a program in a group of its own
 * would otherwise outlive both, and with them its deadline.
 */
export async function stoppable<T>(
  signal: AbortSignal | undefined,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  // One for each program at work, which is no leak.
  setMaxListeners(0, controller.signal);
  if (signal?.aborted === true) stop();
  signal?.addEventListener("abort", stop);
  process.once("exit", stop);
  try {
    return await work(controller.signal);
  } finally {
    signal?.removeEventListener("abort", stop);
    process.removeListener("exit", stop);
  }
}
