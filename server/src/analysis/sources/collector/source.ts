import type { CollectorFacts, ConfigHolder, ComponentKind, FileId, Section } from "../../facts.js";
import { asMap, entriesOf, entryOf, isNull } from "../../yaml/access.js";
import { slotOf } from "../../yaml/edit.js";
import type { Entry, MapNode, YamlDocument, YamlNode } from "../../yaml/node.js";
import { repeatedKeysIn } from "../repeatedKeys.js";
import { notOurs, type Source } from "../source.js";
import { readComponents } from "./components.js";
import { readExpansions } from "./expansions.js";
import { readIncludes } from "./includes.js";
import { unknownKeysAround } from "./issues.js";
import { readPipelines, readReferences } from "./pipelines.js";
import { repeatedIds } from "./repeatedIds.js";
import { isCollectorConfig, isFilledIn, sectionKinds } from "./recognise.js";
import { readTelemetry } from "./telemetry.js";

/** A collector configuration that is a file of its own. */
export const collectorSource: Source = {
  marker:
    /(?:^|[{,])[ \t]*['"]?(?:receivers|processors|exporters|connectors|extensions|pipelines|telemetry)['"]?[ \t]*:/m,
  read(document, file) {
    const facts = readCollector(document, file);
    return facts === undefined ? notOurs : { facts: [facts], problems: [] };
  },
};

/** Reads a document as a collector configuration, wherever it stands; undefined where it is none. */
export function readCollector(document: YamlDocument, file: FileId, holder?: ConfigHolder): CollectorFacts | undefined {
  const facts = readCollectorNode(document.root, file, document.problems.length > 0, holder);
  return facts && { ...facts, parsedBy: "collector" };
}

/** The same for a configuration that is a part of its document. */
export function readCollectorNode(
  node: YamlNode | undefined,
  file: FileId,
  syntaxErrors: boolean,
  holder?: ConfigHolder,
): CollectorFacts | undefined {
  const root = asMap(node);
  return root && isCollectorConfig(root) ? readConfiguration(root, file, syntaxErrors, holder) : undefined;
}

/** What is known to be a configuration, or a part of one. */
export function readConfiguration(
  root: MapNode,
  file: FileId,
  syntaxErrors: boolean,
  holder?: ConfigHolder,
): CollectorFacts {
  const service = entryOf(root, "service");
  const pipelines = entryOf(service?.value, "pipelines");
  const extensions = entryOf(service?.value, "extensions");
  return {
    kind: "collector",
    file,
    ...(holder && { holder }),
    place: { file, span: entriesOf(root)[0]?.key.span ?? root.span },
    extent: { file, span: root.span },
    sections: sectionsOf(root),
    components: [...sectionKinds].flatMap(([name, kind]) =>
      sectionsNamed(root, name).flatMap(({ value }) => readComponents(value, kind, file)),
    ),
    pipelines: pipelines && readPipelines(pipelines.value, file),
    pipelineSection: pipelineSectionOf(service, pipelines),
    extensions: extensions && readReferences(extensions.value, file),
    extensionsSlot: extensions && slotOf(extensions),
    unknownKeys: unknownKeysAround(root, file),
    service: service && { place: { file, span: service.key.span }, telemetry: readTelemetry(service, file) },
    repeatedKeys: [...repeatedKeysIn(root, file), ...repeatedIds(root, file)],
    expansions: readExpansions(root, file, holder),
    // What holds it is mounted somewhere else, with other files beside it.
    includes: holder ? [] : readIncludes(root, file),
    parsedBy: "manifest",
    syntaxErrors,
  };
}

/** A section that is written twice is a mistake of its own, and what the first one defines is not missing besides. */
function sectionsNamed(root: MapNode, name: string): readonly Entry[] {
  if (root.repeats) return root.entries.filter(({ key }) => key.text === name);
  const entry = entryOf(root, name);
  return entry ? [entry] : [];
}

function pipelineSectionOf(service: Entry | undefined, pipelines: Entry | undefined): Section {
  const isElsewhere = ({ value }: Entry): boolean => asMap(value) === undefined && !isNull(value);
  if (service === undefined || pipelines === undefined) return service && isElsewhere(service) ? "elsewhere" : "absent";
  if (isElsewhere(pipelines)) return "elsewhere";
  const entries = entriesOf(pipelines.value);
  if (entries.some(({ key }) => isFilledIn(key.text))) return "elsewhere";
  return entries.length === 0 ? "empty" : "present";
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
