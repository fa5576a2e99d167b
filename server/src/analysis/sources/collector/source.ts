import type { CollectorFacts, ConfigHolder, ComponentKind, FileId, Section } from "../../facts.js";
import { asMap, entriesOf, entryOf, isNull } from "../../yaml/access.js";
import type { MapNode, YamlDocument, YamlNode } from "../../yaml/node.js";
import { notOurs, type Source } from "../source.js";
import { readComponents } from "./components.js";
import { readPipelines, readReferences } from "./pipelines.js";
import { isCollectorConfig, isFilledIn, sectionKinds } from "./recognise.js";
import { readTelemetry } from "./telemetry.js";

/** A collector configuration that is a file of its own. */
export const collectorSource: Source = {
  marker: /(?:^|[{,])[ \t]*['"]?(?:receivers|processors|exporters|connectors|extensions|service)['"]?[ \t]*:/m,
  read(document, file) {
    const facts = readCollector(document, file);
    return facts === undefined ? notOurs : { facts: [facts], problems: [] };
  },
};

/** Reads a document as a collector configuration, wherever it stands; undefined where it is none. */
export function readCollector(document: YamlDocument, file: FileId, holder?: ConfigHolder): CollectorFacts | undefined {
  return readCollectorNode(document.root, file, document.problems.length > 0, holder);
}

/** The same for a configuration that is a part of its document. */
export function readCollectorNode(
  node: YamlNode | undefined,
  file: FileId,
  syntaxErrors: boolean,
  holder?: ConfigHolder,
): CollectorFacts | undefined {
  const root = asMap(node);
  if (root === undefined || !isCollectorConfig(root)) return undefined;
  const service = entryOf(root, "service");
  const pipelines = entryOf(service?.value, "pipelines");
  const extensions = entryOf(service?.value, "extensions");
  return {
    kind: "collector",
    file,
    ...(holder && { holder }),
    place: { file, span: entriesOf(root)[0]?.key.span ?? root.span },
    sections: sectionsOf(root),
    components: [...sectionKinds].flatMap(([name, kind]) => readComponents(entryOf(root, name)?.value, kind, file)),
    pipelines: pipelines && readPipelines(pipelines.value, file),
    extensions: extensions && readReferences(extensions.value, file),
    service: service && { place: { file, span: service.key.span }, telemetry: readTelemetry(service, file) },
    syntaxErrors,
  };
}

function sectionsOf(root: MapNode): Readonly<Record<ComponentKind, Section>> {
  const section = (name: string): Section => {
    const entry = entryOf(root, name);
    if (entry === undefined) return "absent";
    if (isNull(entry.value) || asMap(entry.value)?.entries.length === 0) return "empty";
    // `receivers: ${file:receivers.yaml}`, or ids that a template fills in.
    const elsewhere = entriesOf(entry.value).some((component) => isFilledIn(component.key.text));
    return asMap(entry.value) === undefined || elsewhere ? "elsewhere" : "present";
  };
  return {
    receiver: section("receivers"),
    processor: section("processors"),
    exporter: section("exporters"),
    connector: section("connectors"),
    extension: section("extensions"),
  };
}
