import type { ComponentFact, Place } from "../facts.js";
import type { FileEdit, TextOf } from "../finding.js";
import type { Collector } from "../topology/model.js";
import { roleKinds } from "../topology/collectors/usage.js";

/**
 * Gives a component another id, where it is defined and wherever a file of its collector names it. Undefined where one
 * of these places cannot be edited, or where the id is taken.
 */
export function renameEdits(
  collector: Collector,
  { kind, id }: ComponentFact,
  newId: string,
  texts: TextOf,
): readonly FileEdit[] | undefined {
  const taken = collector.components.some((each) => each.id === newId && (each.kind === kind || isJoining(each, kind)));
  if (taken) return undefined;
  const edits = placesOf(collector, kind, id).map((place) => replaceId(place, id, newId, texts));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

/** A connector stands in the lists of receivers and of exporters. */
function isJoining(other: ComponentFact, kind: ComponentFact["kind"]): boolean {
  return other.kind === "connector" || kind === "connector";
}

/** The key of the component, and each id in a list or a setting that means it. */
function placesOf({ facts }: Collector, kind: ComponentFact["kind"], id: string): readonly Place[] {
  const places = facts.flatMap(({ components, pipelines, extensions }) => [
    ...components.filter((each) => each.kind === kind && each.id === id).map(({ key }) => key),
    ...(pipelines ?? []).flatMap((pipeline) =>
      roleKinds
        .filter(([, of]) => of === kind || (kind === "connector" && of !== "processor"))
        .flatMap(([role]) => pipeline[role].references.filter((each) => each.id === id).map(({ place }) => place)),
    ),
    ...(kind === "extension" ? (extensions ?? []).filter((each) => each.id === id).map(({ place }) => place) : []),
    ...(kind === "extension"
      ? components.flatMap(({ references }) =>
          references.filter((each) => each.to === "extension" && each.id === id).map(({ place }) => place),
        )
      : []),
  ]);
  // What an alias repeats stands in the file once.
  return [...new Map(places.map((place) => [`${String(place.span.start)} ${place.file}`, place])).values()];
}

/** Undefined where the place holds other letters than the id, such as an alias or an escape. */
export function replaceId({ file, span }: Place, id: string, newId: string, texts: TextOf): FileEdit | undefined {
  const written = texts(file)?.slice(span.start, span.end);
  if (written === undefined) return undefined;
  const [, quote = "", inside = ""] = /^(["']?)(.*)\1$/s.exec(written) ?? [];
  if (inside !== id) return undefined;
  return { file, edits: [{ span, newText: quote + newId + quote }] };
}
