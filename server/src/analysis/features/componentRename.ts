import type { Place } from "../facts.js";
import type { TextOf } from "../finding.js";
import { isTaken, placesOf, replaceId } from "../fixes/renameComponent.js";
import { displayPath } from "../paths.js";
import { atDistinctPlaces, placeKey } from "../places.js";
import { positionAt } from "../text.js";
import { componentsAt, type ComponentUse } from "./componentAt.js";
import type { FeatureContext } from "./feature.js";
import { idRefusal } from "./idRefusal.js";
import type { RenameProvider, RenameResult } from "./rename.js";

/** Renames a component or a pipeline in all files of the collectors that read it. */
export const componentRenameAt: RenameProvider = (context, file, offset) => {
  const uses = componentsAt(context, file, offset);
  const [use] = uses;
  if (use === undefined) return undefined;
  const { id, place } = use.occurrence;
  const at = context.texts(file)?.slice(place.span.start, place.span.end).indexOf(id) ?? -1;
  if (at < 0) return undefined;
  const start = place.span.start + at;
  return {
    span: { start, end: start + id.length },
    placeholder: id,
    rename: (newName) => rename(context, uses, use, newName.trim()),
  };
};

function rename(
  context: FeatureContext,
  uses: readonly ComponentUse[],
  { occurrence: { kind, id } }: ComponentUse,
  newId: string,
): RenameResult {
  if (newId === id) return { kind: "edits", edits: [] };
  const other = uses.find((each) => each.occurrence.kind !== kind)?.occurrence.kind;
  if (other !== undefined) return refused(`"${id}" may mean the ${kind} or the ${other} of that id here.`);
  const reason = idRefusal(kind, id, newId);
  if (reason !== undefined) return refused(reason);
  const concerned = allReaders(context, uses);
  const taken = concerned.find(({ collector }) => isTaken(collector, kind, newId));
  if (taken) return refused(`"${newId}" is taken in ${taken.collector.name}.`);
  return editsOf(context, concerned, newId);
}

function editsOf(context: FeatureContext, uses: readonly ComponentUse[], newId: string): RenameResult {
  const texts = readOnce(context.texts);
  const places = uses.flatMap(({ collector, occurrence: { kind, id } }) =>
    placesOf(collector, kind, id).map((place) => ({ place, id })),
  );
  const changes = atDistinctPlaces(places).map(({ place, id }) => ({
    place,
    edit: replaceId(place, id, newId, texts),
  }));
  const missed = changes.find(({ edit }) => edit === undefined);
  if (missed) return refused(whyUneditable(missed.place, context, uses));
  return { kind: "edits", edits: changes.flatMap(({ edit }) => edit ?? []) };
}

/** The collectors that read a file in which the id is named, and those that share another of their files, and so on. */
function allReaders({ analysis }: FeatureContext, uses: readonly ComponentUse[]): readonly ComponentUse[] {
  const found = new Map(uses.map((use) => [use.collector, use]));
  const known = new Set<string>();
  // A map that grows while it is walked hands out what was added, too.
  for (const use of found.values()) {
    const { kind, id } = use.occurrence;
    const places = placesOf(use.collector, kind, id);
    for (const place of places) known.add(placeKey(place));
    const files = new Set(places.map(({ file }) => file));
    for (const model of new Set([...files].flatMap((file) => analysis.modelsOf(file)))) {
      for (const collector of model.collectors) {
        if (found.has(collector) || !collector.facts.some(({ file }) => files.has(file))) continue;
        const shares = placesOf(collector, kind, id).some((place) => known.has(placeKey(place)));
        if (shares) found.set(collector, { ...use, collector, model });
      }
    }
  }
  return [...found.values()];
}

function whyUneditable(place: Place, { analysis, texts }: FeatureContext, [use]: readonly ComponentUse[]): string {
  const line = positionAt(analysis.factsOf(place.file)?.lines ?? [0], place.span.start).line + 1;
  const where = `${displayPath(place.file, use?.model.context.roots ?? [])}:${String(line)}`;
  return texts(place.file) === undefined
    ? `${where} names it, but the file on disk is another one than was read.`
    : `${where} names it in other letters (an alias, an escape, a chart's default), which cannot be edited there.`;
}

/** A file is read once, however many places in it are edited. */
function readOnce(texts: TextOf): TextOf {
  const known = new Map<string, string | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, texts(file));
    return known.get(file);
  };
}

function refused(reason: string): RenameResult {
  return { kind: "refused", reason };
}
