import type { FileFacts, ProjectIgnore, Suppression } from "./facts.js";
import type { Finding } from "./finding.js";
import { isWithin } from "./paths.js";
import { positionAt } from "./text.js";

export interface Suppressed<F extends Finding> {
  /** What is left. */
  readonly findings: readonly F[];
  /** Comments that took nothing back. */
  readonly unused: readonly Suppression[];
}

/**
 * Takes back the findings of a file that its comments or a `.portolan.yaml` ignore. A finding stands on the line where
 * its place begins. Of a collision, which is found at both owners, a comment silences its own side alone: the other
 * owner's author may not know of it.
 *
 * @param findings of all sites that the file belongs to: a comment is of use if one of them needs it
 */
export function applySuppressions<F extends Finding>(
  findings: readonly F[],
  { file, lines, suppressions }: FileFacts,
  ignores: readonly ProjectIgnore[],
): Suppressed<F> {
  if (suppressions.length === 0 && (findings.length === 0 || ignores.length === 0)) return { findings, unused: [] };
  const byLine = indexByLine(suppressions);
  const used = new Set<Suppression>();
  const ignored = new Set(
    ignores.filter(({ files }) => files.some((path) => isWithin(file, path))).map(({ rule }) => rule),
  );
  const left = findings.filter(({ rule, place }) => {
    const takenBack = byLine.get(`${rule} ${String(positionAt(lines, place.span.start).line)}`) ?? [];
    for (const suppression of takenBack.flat()) used.add(suppression);
    return takenBack.length === 0 && !ignored.has(rule);
  });
  return { findings: left, unused: suppressions.filter((each) => !used.has(each)) };
}

/** By rule and line. Comments that speak of the same lines are kept in one list. */
function indexByLine(suppressions: readonly Suppression[]): ReadonlyMap<string, readonly (readonly Suppression[])[]> {
  const alike = new Map<string, Suppression[]>();
  const index = new Map<string, Suppression[][]>();
  for (const suppression of suppressions) {
    const { rule, lines } = suppression;
    const key = `${rule} ${String(lines.first)} ${String(lines.last)}`;
    const group = alike.get(key);
    if (group) {
      group.push(suppression);
      continue;
    }
    const added = [suppression];
    alike.set(key, added);
    for (let line = lines.first; line <= lines.last; line++) {
      const at = `${rule} ${String(line)}`;
      const groups = index.get(at);
      if (groups) groups.push(added);
      else index.set(at, [added]);
    }
  }
  return index;
}
