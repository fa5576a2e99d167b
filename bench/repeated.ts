/** Runs of one thing: as many as begin within the milliseconds, at most so many. */
const runsFor = 10_000;
const mostRuns = 3;

/**
 * One run after the other, each with its number from 1.
 *
 * @param took milliseconds that a run took which was made before; without one there is one run at least
 */
export async function repeated<T>(run: (number: number) => Promise<T>, took = 0): Promise<readonly T[]> {
  const results: T[] = [];
  const started = performance.now() - took;
  while (results.length < mostRuns && performance.now() - started < runsFor)
    results.push(await run(results.length + 1));
  return results;
}
