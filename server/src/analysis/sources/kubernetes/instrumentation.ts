import type { EnvFact, InstrumentationFacts, ObjectRef } from "../../facts.js";
import { get } from "../../yaml/access.js";
import type { YamlNode } from "../../yaml/node.js";
import { readEnv } from "./container.js";
import type { Reading } from "./reading.js";

/** In the order in which they give way to each other: what a language says of itself comes last, and wins. */
export function readInstrumentation(root: YamlNode, object: ObjectRef, reading: Reading): InstrumentationFacts {
  const spec = get(root, "spec");
  // v1beta1 keeps the exporter apart from other ways to configure an SDK.
  const settings = [spec, get(spec, "envConfig")];
  return {
    kind: "instrumentation",
    file: reading.file,
    object,
    env: [
      ...settings.flatMap((each) => readExporter(get(each, "exporter"), reading)),
      ...readEnv(get(spec, "env"), reading),
      // `java`, `nodejs`, `python`, …, and `envConfig` itself.
      ...reading.entries(spec).flatMap(({ value }) => readEnv(get(value, "env"), reading)),
    ],
  };
}

const exporterVariables = [
  ["endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT"],
  ["protocol", "OTEL_EXPORTER_OTLP_PROTOCOL"],
] as const;

function readExporter(exporter: YamlNode | undefined, reading: Reading): readonly EnvFact[] {
  return exporterVariables.flatMap(([key, name]): readonly EnvFact[] => {
    const word = reading.word(get(exporter, key));
    return word === undefined || word.text === "" ? [] : [{ name, place: word.place, value: { kind: "text", word } }];
  });
}
