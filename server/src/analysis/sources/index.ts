import type { FileFacts, FileId, FileRole } from "../facts.js";
import { lineStartsOf } from "../text.js";
import type { DocumentMemory } from "./documentMemory.js";
import { readSuppressions } from "./suppressions.js";
import type { TextResult } from "./source.js";
import { textSources } from "./texts.js";
import { readIncluded, readYaml } from "./yaml.js";

/** Whether a file is worth reading at all, by its path alone. */
export function mayBeOurs(path: FileId): boolean {
  return isYaml(path) || textSources.some((source) => source.mayBe(path));
}

/**
 * Reads what a file says; undefined where it holds nothing of ours. Never throws.
 *
 * @param memory of that file, where it is read again and again
 */
export function readFile(
  file: FileId,
  text: string,
  role: FileRole = "document",
  memory?: DocumentMemory,
): FileFacts | undefined {
  const result = readAs(role, file, text, memory);
  if (result === undefined || result.facts.length === 0) return undefined;
  return { file, lines: lineStartsOf(text), ...result, suppressions: readSuppressions(text, file, result.facts) };
}

function readAs(role: FileRole, file: FileId, text: string, memory?: DocumentMemory): TextResult | undefined {
  const own = read(file, text, memory);
  switch (role) {
    case "document":
      return own;
    case "fragment": {
      // The blocks of a page are no part of anything.
      if (own?.blocks) return own;
      const included = readIncluded(text, file, own !== undefined && own.facts.length > 0);
      return {
        facts: [...(own?.facts ?? []), ...included.facts],
        problems: [...(own?.problems ?? []), ...included.problems],
      };
    }
  }
}

function read(file: FileId, text: string, memory?: DocumentMemory): TextResult | undefined {
  const others = isYaml(file) ? [] : textSources.filter((source) => source.mayBe(file));
  // A document without a name that tells, such as one that was never saved, is YAML for whoever asks.
  if (others.length === 0) return readYaml(text, file, memory?.next());
  return others.find((source) => source.marker.test(text))?.read(text, file);
}

function isYaml(path: FileId): boolean {
  return /\.ya?ml$/i.test(path);
}
