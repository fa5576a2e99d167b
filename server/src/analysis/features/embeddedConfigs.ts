import type { CollectorFacts, FileId } from "../facts.js";
import type { FeatureContext } from "./feature.js";

/** The configurations that stand as a text in a document of another kind, where an editor sees one long value. */
export function embeddedConfigsOf({ analysis }: FeatureContext, file: FileId): readonly CollectorFacts[] {
  const facts = analysis.factsOf(file)?.facts ?? [];
  return facts.flatMap((fact) =>
    fact.kind === "collector" && fact.holder !== undefined && fact.parsedBy === "collector" ? [fact] : [],
  );
}
