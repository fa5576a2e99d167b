import type { Fact, FileId, SyntaxProblem } from "../facts.js";
import type { ScalarNode, YamlDocument } from "../yaml/node.js";
import { documentTextsOf, type DocumentText } from "../yaml/documentTexts.js";
import { parseDocumentText, parseEmbedded, parseYaml } from "../yaml/parse.js";
import { builderSource } from "./builder/manifest.js";
import { prometheusSource } from "./clients/prometheus.js";
import { yamlClientSource } from "./clients/tree.js";
import { readFragment } from "./collector/fragment.js";
import { collectorSource } from "./collector/source.js";
import { composeSource } from "./compose/source.js";
import { agentSource } from "./datadog/agent.js";
import { readAnew, type DocumentReader } from "./documentMemory.js";
import { helmSource } from "./helm/source.js";
import { kustomizationSource } from "./kubernetes/kustomization.js";
import { kubernetesSource } from "./kubernetes/source.js";
import { projectSource } from "./project/source.js";
import { notOurs, type Source, type SourceResult } from "./source.js";

/** In this order; the first that recognises a document reads it. */
const sources: readonly Source[] = [
  projectSource,
  builderSource,
  kubernetesSource,
  kustomizationSource,
  composeSource,
  helmSource,
  agentSource,
  collectorSource,
  prometheusSource,
  yamlClientSource,
];

/** What the documents of a YAML file say. */
export function readYaml(text: string, file: FileId, readDocument: DocumentReader = readAnew): SourceResult {
  if (candidatesIn(text, file).length === 0) return notOurs;
  const read = (document: DocumentText): SourceResult =>
    readDocuments(document.text, file, () => parseDocumentText(document));
  return together(
    text,
    documentTextsOf(text).map((document) => readDocument(document, read)),
  );
}

/**
 * What a file says to the configurations that include it. What does not parse is told only where the file is nothing of
 * its own, since else it is told already.
 */
export function readIncluded(text: string, file: FileId, isOurs: boolean): SourceResult {
  if (isTemplate(text)) return notOurs;
  const [document] = parseYaml(text);
  const fragment = readFragment(document, file);
  if (document === undefined || fragment === undefined) return notOurs;
  return { facts: [fragment], problems: isOurs ? [] : syntaxProblems(document, file) };
}

/** What the documents say that stand in a piece of another format, such as a script's here-document. */
export function readYamlIn(scalar: ScalarNode, file: FileId): SourceResult {
  const { text } = scalar;
  return together(text, [readDocuments(text, file, () => parseEmbedded(scalar) ?? [])]);
}

function candidatesIn(text: string, file: FileId): readonly Source[] {
  return sources.filter((source) => (source.mayBe?.(file) ?? true) && source.marker.test(text));
}

function readDocuments(text: string, file: FileId, parse: () => readonly YamlDocument[]): SourceResult {
  const candidates = candidatesIn(text, file);
  return candidates.length === 0 ? notOurs : joined(parse().map((each) => readAs(each, file, candidates)));
}

/** @param text of the whole file */
function together(text: string, results: readonly SourceResult[]): SourceResult {
  const { facts, problems } = joined(results);
  // Templates are filled in before anybody parses them: what looks broken in them is not.
  return isTemplate(text) ? { facts: facts.map(withoutRepeats), problems: [] } : { facts, problems };
}

function joined(results: readonly SourceResult[]): SourceResult {
  return {
    facts: results.flatMap((result) => result.facts),
    problems: results.flatMap((result) => result.problems),
  };
}

/** Of two keys of one name a template may well leave one. */
function withoutRepeats(fact: Fact): Fact {
  return fact.kind === "collector" || fact.kind === "agent" ? { ...fact, repeatedKeys: [] } : fact;
}

function readAs(document: YamlDocument, file: FileId, candidates: readonly Source[]): SourceResult {
  for (const source of candidates) {
    const { facts, problems } = source.read(document, file);
    if (facts.length === 0) continue;
    return { facts, problems: facts.some(isConfig) ? [...syntaxProblems(document, file), ...problems] : problems };
  }
  return notOurs;
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
