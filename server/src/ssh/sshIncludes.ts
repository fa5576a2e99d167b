import { readdirSync } from "node:fs";
import { isAbsolute, join, parse, sep } from "node:path";
import picomatch from "picomatch";

/** More than any folder of configurations holds. */
const mostMatches = 256;

/** The files that an `Include` of a person's ssh configuration names, as ssh looks for them. */
export function includedFiles(patterns: readonly string[], home: string): readonly string[] {
  return patterns.flatMap((pattern) => {
    // Variables and tokens mean what only the running ssh knows.
    if (/[%$]/.test(pattern)) return [];
    return expand(absolute(pattern, home));
  });
}

function absolute(pattern: string, home: string): string {
  if (pattern.startsWith("~/")) return join(home, pattern.slice(2));
  return isAbsolute(pattern) ? pattern : join(home, ".ssh", pattern);
}

/** As a shell expands it: each part for itself, in the order of the names. */
function expand(pattern: string): readonly string[] {
  const { root } = parse(pattern);
  let paths: readonly string[] = [root];
  for (const part of pattern.slice(root.length).split(sep)) {
    paths = paths.flatMap((folder) => childrenOf(folder, part)).slice(0, mostMatches);
  }
  return paths;
}

function childrenOf(folder: string, part: string): readonly string[] {
  if (!/[*?[]/.test(part)) return [join(folder, part)];
  const matches = picomatch(part, { nobrace: true, noextglob: true });
  return namesIn(folder)
    .filter((name) => matches(name))
    .sort()
    .map((name) => join(folder, name));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
