import type { Fact, FileFacts, FileId, SyntaxProblem } from "../facts.js";
import { lineStartsOf } from "../text.js";
import type { YamlDocument } from "../yaml/node.js";
import { parseYaml } from "../yaml/parse.js";
import { collectorSource } from "./collector/source.js";
import { composeSource } from "./compose/source.js";
import { agentSource } from "./datadog/agent.js";
import { kubernetesSource } from "./kubernetes/source.js";
import { projectSource } from "./project.js";
import type { Source } from "./source.js";

/** In this order; the first that recognises a document reads it. */
const sources: readonly Source[] = [projectSource, kubernetesSource, composeSource, agentSource, collectorSource];

/** Whether a file is worth reading at all, by its name alone. */
export function mayBeOurs(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Reads what a file says; undefined where it holds nothing of ours. Never throws. */
export function readFile(file: FileId, text: string): FileFacts | undefined {
  const candidates = sources.filter((source) => source.marker.test(text));
  if (candidates.length === 0) return undefined;
  const results = parseYaml(text).map((document) => readDocument(document, file, candidates));
  const facts = results.flatMap((result) => result.facts);
  if (facts.length === 0) return undefined;
  // Templates are filled in before anybody parses them: what looks broken in them is not.
  const problems = isTemplate(text) ? [] : results.flatMap((result) => result.problems);
  return { file, lines: lineStartsOf(text), facts, problems };
}

function readDocument(
  document: YamlDocument,
  file: FileId,
  candidates: readonly Source[],
): Pick<FileFacts, "facts" | "problems"> {
  for (const source of candidates) {
    const { facts, problems } = source.read(document, file);
    if (facts.length === 0) continue;
    return { facts, problems: facts.some(isConfig) ? [...syntaxProblems(document, file), ...problems] : problems };
  }
  return { facts: [], problems: [] };
}

/** Whatever reads a configuration refuses one that does not parse; what applies manifests is more lenient than we are. */
function isConfig({ kind }: Fact): boolean {
  return kind === "collector" || kind === "agent" || kind === "project";
}

export function syntaxProblems(document: YamlDocument, file: FileId): readonly SyntaxProblem[] {
  return document.problems.map(({ message, span }) => ({ message, place: { file, span } }));
}

function isTemplate(text: string): boolean {
  return /\{\{|\{%|<%/.test(text);
}
