import { findComponent } from "../catalog/components.js";
import type { CollectorFacts, ComponentKind } from "../facts.js";
import type { EditFix, FileEdit, TextOf } from "../finding.js";
import { roleKinds } from "../topology/collectors/usage.js";
import type { Collector } from "../topology/model.js";
import { typeOf } from "../sources/collector/recognise.js";
import { isWithin } from "../versions.js";
import { insertBehind } from "../yaml/append.js";
import { insertUnder, slotOf } from "../yaml/edit.js";
import type { TextEdit } from "../text.js";
import { entryAt } from "../yaml/locate.js";
import { starterFor } from "./starterFor.js";

/** Configures a component as the catalogue knows it, with no more than what it needs to start. */
export function defineComponentFix(
  collector: Collector,
  kind: ComponentKind,
  id: string,
  texts: TextOf,
): readonly EditFix[] {
  const edit = defineComponent(collector, kind, id, texts);
  return edit ? [{ kind: "edit", title: `Define the ${kind} "${id}"`, edits: [edit] }] : [];
}

/** Undefined where its type, or what it needs, is not known, and where this collector cannot have it. */
export function defineComponent(
  collector: Collector,
  kind: ComponentKind,
  id: string,
  texts: TextOf,
): FileEdit | undefined {
  const facts = homeOf(collector, kind);
  const text = facts && texts(facts.file);
  const lines =
    mayHave(collector, kind, typeOf(id)) && suits(collector, kind, id) ? starterFor(collector, kind, id) : undefined;
  if (facts === undefined || text === undefined || lines === undefined) return undefined;
  // A dollar sign for the collector is two for Compose.
  const doubled = facts.holder?.kind === "Compose config";
  const settings = doubled ? lines.map((line) => line.replaceAll("$", () => "$$")) : lines;
  const edit = insertion(text, facts, `${kind}s`, [`${id}:`, ...settings.map((line) => `  ${line}`)]);
  return edit && { file: facts.file, edits: [edit] };
}

/** The file with the section, or else with the service. */
function homeOf({ facts }: Collector, kind: ComponentKind): CollectorFacts | undefined {
  const written = facts.filter(({ sections }) => sections[kind] === "present" || sections[kind] === "empty");
  return written.at(-1) ?? facts.findLast(({ service }) => service) ?? facts.at(-1);
}

function mayHave({ distribution, build, versions }: Collector, kind: ComponentKind, type: string): boolean {
  const row = findComponent(kind, type);
  if (row === undefined || build !== undefined) return false;
  const isGone = row.removedIn !== undefined && !isWithin(versions, { before: row.removedIn });
  return !isGone && (distribution === undefined || row.distributions.includes(distribution));
}

/** Whether it handles the signals of all pipelines that name it. */
function suits({ pipelines = [] }: Collector, kind: ComponentKind, id: string): boolean {
  const handled = findComponent(kind, typeOf(id))?.signals ?? [];
  const roles = roleKinds.flatMap(([role, each]) => (each === kind ? [role] : []));
  const naming = pipelines.filter((pipeline) =>
    roles.some((role) => pipeline[role].references.some((reference) => reference.id === id)),
  );
  return naming.every(({ signal }) => signal === undefined || handled.some((each) => each === signal));
}

function insertion(
  text: string,
  { place }: CollectorFacts,
  section: string,
  lines: readonly string[],
): TextEdit | undefined {
  const map = entryAt(text, place.span.start)?.map;
  const own = map?.entries.findLast(({ key }) => key.text === section);
  if (own) return insertUnder(text, slotOf(own), lines);
  const service = map?.entries.findIndex(({ key }) => key.text === "service") ?? -1;
  const entry = map?.entries.at(service > 0 ? service - 1 : -1);
  return map && entry && insertBehind(text, { map, entry }, [`${section}:`, ...lines.map((line) => `  ${line}`)]);
}
