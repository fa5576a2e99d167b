import type { ConfigHolderFacts, Fact, ObjectRef } from "../../facts.js";
import { asScalar, get } from "../../yaml/access.js";
import type { ScalarNode, YamlNode } from "../../yaml/node.js";
import { parseEmbedded } from "../../yaml/parse.js";
import { prometheusSource, readPrometheus } from "../clients/prometheus.js";
import { collectorSource, readCollector } from "../collector/source.js";
import { notOurs, type SourceResult } from "../source.js";
import { detached, type Reading } from "./reading.js";

/** What of a ConfigMap or Secret is readable text, and where the rest of its keys stands. */
const sections: Readonly<Record<string, { readonly text: string; readonly others: string }>> = {
  ConfigMap: { text: "data", others: "binaryData" },
  Secret: { text: "stringData", others: "data" },
};

/**
 * A ConfigMap, or a Secret with readable text. One that carries no configuration of a collector or of Prometheus is
 * nobody's concern.
 */
export function readConfigHolder(root: YamlNode, object: ObjectRef, reading: Reading): SourceResult {
  const section = sections[object.kind];
  if (section === undefined) return notOurs;
  const data = reading.entries(get(root, section.text));
  const results = data.map(({ key, value }) => {
    const scalar = asScalar(value);
    if (scalar === undefined) return notOurs;
    const collectors = readEmbedded(scalar, object, key.text, reading);
    return collectors.facts.length > 0 ? collectors : readScrapes(scalar, object, key.text, reading);
  });
  const configs = results.flatMap(({ facts }) => facts);
  if (configs.length === 0) return notOurs;
  const others = reading.entries(get(root, section.others));
  const holder: ConfigHolderFacts = {
    kind: "config-holder",
    file: reading.file,
    object,
    keys: [...data, ...others].map(({ key }) => detached(key.text)),
  };
  return { facts: [holder, ...configs], problems: results.flatMap(({ problems }) => problems) };
}

/** The configuration of a Prometheus server. What does not parse there is left to those who write such. */
function readScrapes(scalar: ScalarNode, object: ObjectRef, key: string, reading: Reading): SourceResult {
  if (!prometheusSource.marker.test(scalar.text)) return notOurs;
  const { kind, namespace, name } = object;
  const [document] = parseEmbedded(scalar) ?? [];
  const facts = readPrometheus(document?.root, reading.file, { kind, namespace, name, key: detached(key) });
  return facts ? { facts: [facts], problems: [] } : notOurs;
}

/** The collector configurations in a text inside a manifest. */
export function readEmbedded(scalar: ScalarNode, object: ObjectRef, key: string, reading: Reading): SourceResult {
  if (!collectorSource.marker.test(scalar.text)) return notOurs;
  const { kind, namespace, name } = object;
  const read = (parseEmbedded(scalar) ?? []).flatMap((document) => {
    const facts = readCollector(document, reading.file, { kind, namespace, name, key: detached(key) });
    return facts ? [{ facts, problems: document.problems }] : [];
  });
  return {
    facts: read.map((each): Fact => each.facts),
    problems: read.flatMap(({ problems }) =>
      problems.map((problem) => ({ message: problem.message, place: reading.place(problem) })),
    ),
  };
}
