/**
 * Runs `work` on every item, at most `limit` at a time; `work` may hand in more items. Rejects with the first error,
 * after which no further item is begun.
 */
export function forEachBounded<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T, add: (item: T) => void) => Promise<void>,
): Promise<void> {
  const waiting: T[] = [...items];
  const add = (item: T): void => void waiting.push(item);
  let running = 0;
  let failed = false;
  return new Promise((resolve, reject) => {
    const next = (): void => {
      if (failed) return;
      for (const item of waiting.splice(0, limit - running)) {
        running++;
        work(item, add).then(
          () => {
            running--;
            next();
          },
          (error: unknown) => {
            failed = true;
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      }
      if (running === 0) resolve();
    };
    next();
  });
}
