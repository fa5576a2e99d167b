const units: ReadonlyMap<string, number> = new Map([
  ["ns", 1e-9],
  ["us", 1e-6],
  ["µs", 1e-6],
  ["μs", 1e-6],
  ["ms", 1e-3],
  ["s", 1],
  ["m", 60],
  ["h", 3600],
]);

/** What counts as a duration to Go: `1h30m`, `.5s`. */
const duration = /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;

/** A duration in seconds; undefined for what is none. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (!duration.test(trimmed)) return undefined;
  const parts = [...trimmed.matchAll(/([\d.]+)([a-zµμ]+)/g)];
  const seconds = parts.reduce((sum, [, count = "", unit = ""]) => sum + Number(count) * (units.get(unit) ?? 0), 0);
  return trimmed.startsWith("-") ? -seconds : seconds;
}
