import type { Fact, FileId, SyntaxProblem } from "../facts.js";
import type { ScalarNode, YamlDocument } from "../yaml/node.js";
import { parseEmbedded, parseYaml } from "../yaml/parse.js";
import { builderSource } from "./builder/manifest.js";
import { prometheusSource } from "./clients/prometheus.js";
import { yamlClientSource } from "./clients/tree.js";
import { readFragment } from "./collector/fragment.js";
import { collectorSource } from "./collector/source.js";
import { composeSource } from "./compose/source.js";
import { agentSource } from "./datadog/agent.js";
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
export function readYaml(text: string, file: FileId): SourceResult {
  return readDocuments(text, file, () => parseYaml(text));
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
  return readDocuments(scalar.text, file, () => parseEmbedded(scalar) ?? []);
}

function readDocuments(text: string, file: FileId, parse: () => readonly YamlDocument[]): SourceResult {
  const candidates = sources.filter((source) => (source.mayBe?.(file) ?? true) && source.marker.test(text));
  if (candidates.length === 0) return notOurs;
  const results = parse().map((document) => readDocument(document, file, candidates));
  const facts = results.flatMap((result) => result.facts);
  // Templates are filled in before anybody parses them: what looks broken in them is not.
  if (isTemplate(text)) return { facts: facts.map(withoutRepeats), problems: [] };
  return { facts, problems: results.flatMap((result) => result.problems) };
}

/** Of two keys of one name a template may well leave one. */
function withoutRepeats(fact: Fact): Fact {
  return fact.kind === "collector" || fact.kind === "agent" ? { ...fact, repeatedKeys: [] } : fact;
}

function readDocument(document: YamlDocument, file: FileId, candidates: readonly Source[]): SourceResult {
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
