import coerce from "semver/functions/coerce.js";
import compare from "semver/functions/compare.js";
import inc from "semver/functions/inc.js";

/** A version of the collector such as `0.104.0`, always three numbers. */
export type Version = string;

/** From `since` (included) up to `before` (excluded); an end that is not set is open. */
export interface VersionRange {
  readonly since?: Version;
  readonly before?: Version;
}

/** The range that holds one version and no other. */
export function exactly(version: Version): VersionRange {
  const next = inc(version, "patch");
  return next === null ? { since: version } : { since: version, before: next };
}

/** Whether some version lies in both. */
export function intersects(a: VersionRange, b: VersionRange): boolean {
  const below = (since: Version | undefined, before: Version | undefined): boolean =>
    since === undefined || before === undefined || compare(since, before) < 0;
  return below(a.since, b.before) && below(b.since, a.before);
}

/** Whether every version of a range lies in the other one. */
export function isWithin(range: VersionRange, outer: VersionRange): boolean {
  const startsInside = outer.since === undefined || !intersects(range, { before: outer.since });
  return startsInside && (outer.before === undefined || !intersects(range, { since: outer.before }));
}

/** Whether no version of a range is older. */
export function isSince(range: VersionRange, version: Version): boolean {
  return !intersects(range, { before: version });
}

export const anyVersion: VersionRange = {};

/** Reads `v0.96`, `0.88.0-amd64`, `0.96.0`; undefined for `latest`, digests and branch names. */
export function parseVersion(text: string): Version | undefined {
  if (!/^v?\d+\.\d+/.test(text)) return undefined;
  return coerce(text)?.version;
}

export function includes(range: VersionRange, version: Version): boolean {
  return (
    (range.since === undefined || compare(version, range.since) >= 0) &&
    (range.before === undefined || compare(version, range.before) < 0)
  );
}

/** `since collector v0.104.0`, `before collector v0.123.0`; undefined where it holds for every version. */
export function describeRange(range: VersionRange): string | undefined {
  const { since, before } = range;
  if (since !== undefined && before !== undefined) return `from collector v${since} to before v${before}`;
  if (since !== undefined) return `since collector v${since}`;
  if (before !== undefined) return `before collector v${before}`;
  return undefined;
}
