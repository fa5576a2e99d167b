import { isKnownType } from "../../catalog/components.js";
import type { ComponentKind, Signal } from "../../facts.js";
import { asMap, entriesOf, entryOf, get, isNull } from "../../yaml/access.js";
import type { Entry, YamlNode } from "../../yaml/node.js";

/** The collector's own names for the parts of its configuration, and what each holds. */
export const sectionKinds: ReadonlyMap<string, ComponentKind> = new Map([
  ["receivers", "receiver"],
  ["processors", "processor"],
  ["exporters", "exporter"],
  ["connectors", "connector"],
  ["extensions", "extension"],
]);

export const signals: readonly Signal[] = ["traces", "metrics", "logs", "profiles"];

/** Keys that say that a document is something else, whatever sections it has besides. */
const foreignKeys = ["apiVersion", "kind", "services", "openapi", "swagger", "jobs", "route"];

/**
 * Whether a document is a collector configuration or a part of one that is merged with others. Goes by shape: sections
 * are maps of component ids, `service` wires them.
 */
export function isCollectorConfig(root: YamlNode | undefined): boolean {
  if (asMap(root) === undefined || foreignKeys.some((key) => entryOf(root, key))) return false;
  const sections = entriesOf(root).filter((entry) => sectionKinds.has(entry.key.text));
  const filled = sections.filter((entry) => holdsComponents(entry) && entriesOf(entry.value).length > 0);
  const service = get(root, "service");
  const odd = sections.filter((entry) => !holdsComponents(entry) && !isNull(entry.value) && !isReference(entry));
  // A section that is half typed is outvoted by pipelines; a list of receivers is another tool's.
  if (odd.some((entry) => asMap(entry.value) === undefined || !speaksForItself(root, service))) return false;
  if (isServiceSection(service)) return sections.length > 0 || speaksForItself(root, service);
  const onlySections = entriesOf(root).every(
    (entry) => sectionKinds.has(entry.key.text) || entry.key.text === "service",
  );
  const known = filled
    .flatMap((entry) => entriesOf(entry.value))
    .filter((entry) => isKnownType(typeOf(entry.key.text)));
  return known.length > 0 && (onlySections || filled.length > 1);
}

function isServiceSection(service: YamlNode | undefined): boolean {
  const pipelines = entryOf(service, "pipelines");
  if (pipelines) return asMap(pipelines.value) !== undefined || isNull(pipelines.value) || isReference(pipelines);
  return asMap(get(service, "telemetry")) !== undefined;
}

/** A part that is nothing but a `service` is known by what only a collector's has. */
function speaksForItself(root: YamlNode | undefined, service: YamlNode | undefined): boolean {
  const pipelines = entriesOf(get(service, "pipelines")).map((entry) => typeOf(entry.key.text));
  if (pipelines.length > 0) return pipelines.every((id) => signals.some((signal) => signal === id));
  const telemetry = entriesOf(get(service, "telemetry"));
  const own = telemetry.every(({ key }) => ["logs", "metrics", "traces", "resource"].includes(key.text));
  return own && telemetry.length > 0 && entriesOf(root).length === 1;
}

/** A map of ids to component configs: a map, nothing, or a reference to something outside, one at least. */
function holdsComponents(section: Entry): boolean {
  const components = entriesOf(section.value);
  if (components.length === 0) return asMap(section.value) !== undefined;
  return components.some((entry) => asMap(entry.value) !== undefined || isNull(entry.value) || isReference(entry));
}

function isReference(entry: Entry): boolean {
  return entry.value.kind === "scalar" && /\$|\{\{/.test(entry.value.text);
}

/** Whether a variable or a template decides what an id is; none of these letters may stand in one. */
export function isFilledIn(id: string): boolean {
  return /[${%<]/.test(id);
}

/** `otlp` of `otlp/2`. */
export function typeOf(id: string): string {
  return (id.split("/", 1)[0] ?? "").trim();
}

/** The collector ignores space around an id's two parts. */
export function normaliseId(id: string): string {
  const slash = id.indexOf("/");
  return slash < 0 ? id.trim() : `${id.slice(0, slash).trim()}/${id.slice(slash + 1).trim()}`;
}
