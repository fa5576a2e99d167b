import type { CollectorFacts, ConfigHolder, EnvValue, FileId, Word } from "../../facts.js";
import type { ScalarNode } from "../../yaml/node.js";
import { parseEmbedded } from "../../yaml/parse.js";
import { collectorSource, readCollector } from "./source.js";

/** Holds a configuration that nothing but the collector reads from it. */
export const environmentVariable = "environment variable";

/** What a variable holds, which may be a whole configuration: `--config=env:OTELCOL_CONFIG` reads it. */
export function envText(word: Word, scalar: ScalarNode, holder: ConfigHolder): EnvValue {
  const config = configIn(scalar, word.place.file, holder);
  return { kind: "text", word, ...(config && { config }) };
}

function configIn(scalar: ScalarNode, file: FileId, holder: ConfigHolder): CollectorFacts | undefined {
  if (!collectorSource.marker.test(scalar.text)) return undefined;
  const [document] = parseEmbedded(scalar) ?? [];
  return document && readCollector(document, file, holder);
}
