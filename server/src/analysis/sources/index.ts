import type { FileFacts, FileId } from "../facts.js";
import { lineStartsOf } from "../text.js";
import { readSuppressions } from "./suppressions.js";
import { textSources } from "./texts.js";
import { readYaml } from "./yaml.js";

/** Whether a file is worth reading at all, by its path alone. */
export function mayBeOurs(path: FileId): boolean {
  return isYaml(path) || textSources.some((source) => source.mayBe(path));
}

/** Reads what a file says; undefined where it holds nothing of ours. Never throws. */
export function readFile(file: FileId, text: string): FileFacts | undefined {
  const result = isYaml(file)
    ? readYaml(text, file)
    : textSources.find((source) => source.mayBe(file) && source.marker.test(text))?.read(text, file);
  if (result === undefined || result.facts.length === 0) return undefined;
  return { file, lines: lineStartsOf(text), ...result, suppressions: readSuppressions(text, file) };
}

function isYaml(path: FileId): boolean {
  return /\.ya?ml$/i.test(path);
}
