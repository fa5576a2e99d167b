import { asScalar, entriesOf, get, textOf } from "../yaml/access.js";
import { parseEmbedded } from "../yaml/parse.js";
import { collectorSource, readCollector } from "./collector/source.js";
import { notOurs, type Source, type SourceResult } from "./source.js";

/** A Kubernetes ConfigMap, or a Secret with readable text, that carries collector configurations. */
export const configMapSource: Source = {
  marker: /^\s*['"]?kind['"]?\s*:\s*['"]?(?:ConfigMap|Secret)\b/m,
  read(document, file) {
    const kind = textOf(get(document.root, "kind"));
    if (kind !== "ConfigMap" && kind !== "Secret") return notOurs;
    const name = textOf(get(document.root, "metadata", "name")) ?? "";
    const namespace = textOf(get(document.root, "metadata", "namespace"));
    const data = get(document.root, kind === "Secret" ? "stringData" : "data");
    const results = entriesOf(data).flatMap((entry): SourceResult[] => {
      const scalar = asScalar(entry.value);
      if (scalar === undefined || !collectorSource.marker.test(scalar.text)) return [];
      const documents = parseEmbedded(scalar) ?? [];
      return documents.flatMap((embedded): SourceResult[] => {
        const facts = readCollector(embedded, file, { kind, namespace, name, key: entry.key.text });
        if (facts === undefined) return [];
        return [
          {
            facts: [facts],
            problems: embedded.problems.map(({ message, span }) => ({ message, place: { file, span } })),
          },
        ];
      });
    });
    return { facts: results.flatMap((each) => each.facts), problems: results.flatMap((each) => each.problems) };
  },
};
