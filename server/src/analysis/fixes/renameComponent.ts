import type { ComponentFact, ComponentKind, Place } from "../facts.js";
import type { FileEdit, TextOf } from "../finding.js";
import { atDistinctPlaces } from "../places.js";
import { occurrencesIn, type IdKind } from "../topology/collectors/occurrences.js";
import type { Collector } from "../topology/model.js";

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
  if (isTaken(collector, kind, newId)) return undefined;
  const edits = placesOf(collector, kind, id).map((place) => replaceId(place, id, newId, texts));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

/** Whether pipelines or settings would mean something else by the id already. */
export function isTaken({ components, pipelines }: Collector, kind: IdKind, id: string): boolean {
  if (kind === "pipeline") return pipelines?.some((each) => each.id === id) ?? false;
  return components.some((each) => each.id === id && (each.kind === kind || shareLists(each.kind, kind)));
}

/** A connector stands in the lists of receivers and of exporters. */
function shareLists(a: ComponentKind, b: ComponentKind): boolean {
  const [connector, other] = a === "connector" ? [a, b] : [b, a];
  return connector === "connector" && (other === "receiver" || other === "exporter");
}

/** The key of what is meant, and each id in a list or a setting that means it. */
export function placesOf(collector: Collector, kind: IdKind, id: string): readonly Place[] {
  const places = occurrencesIn(collector).filter((each) => each.kind === kind && each.id === id);
  return atDistinctPlaces(places).map(({ place }) => place);
}

/** Undefined where the place holds other letters than the id, such as an alias or an escape. */
export function replaceId({ file, span }: Place, id: string, newId: string, texts: TextOf): FileEdit | undefined {
  const written = texts(file)?.slice(span.start, span.end);
  if (written === undefined) return undefined;
  const [, quote = "", inside = ""] = /^(["']?)(.*)\1$/s.exec(written) ?? [];
  if (inside !== id) return undefined;
  return { file, edits: [{ span, newText: quote + newId + quote }] };
}
