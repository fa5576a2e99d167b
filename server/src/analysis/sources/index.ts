import type { FileFacts, FileId } from "../facts.js";
import { lineStartsOf } from "../text.js";
import { readSuppressions } from "./suppressions.js";
import type { TextResult } from "./source.js";
import { textSources } from "./texts.js";
import { readYaml } from "./yaml.js";

/** Whether a file is worth reading at all, by its path alone. */
export function mayBeOurs(path: FileId): boolean {
  return isYaml(path) || textSources.some((source) => source.mayBe(path));
}

/** Reads what a file says; undefined where it holds nothing of ours. Never throws. */
export function readFile(file: FileId, text: string): FileFacts | undefined {
  const result = read(file, text);
  if (result === undefined || result.facts.length === 0) return undefined;
  return { file, lines: lineStartsOf(text), ...result, suppressions: readSuppressions(text, file, result.facts) };
}

function read(file: FileId, text: string): TextResult | undefined {
  const others = isYaml(file) ? [] : textSources.filter((source) => source.mayBe(file));
  // A document without a name that tells, such as one that was never saved, is YAML for whoever asks.
  if (others.length === 0) return readYaml(text, file);
  return others.find((source) => source.marker.test(text))?.read(text, file);
}

function isYaml(path: FileId): boolean {
  return /\.ya?ml$/i.test(path);
}
