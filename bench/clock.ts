/** Milliseconds: the shorter of wall clock and computing time, since other programs may hold the processor. */
export function shorterTime(work: () => unknown): number {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  work();
  const [wall, { user, system }] = [performance.now() - start, process.cpuUsage(cpu)];
  return Math.min(wall, (user + system) / 1000);
}
