import type { FileId } from "../facts.js";
import { atDistinctPlaces, placeKey, touches } from "../places.js";
import { occurrencesIn, type Occurrence } from "../topology/collectors/occurrences.js";
import type { Collector, SiteModel } from "../topology/model.js";
import type { FeatureContext } from "./feature.js";

/** An id that stands under the cursor, as one of the collectors that read the file understands it. */
export interface ComponentUse {
  readonly occurrence: Occurrence;
  readonly collector: Collector;
  readonly model: SiteModel;
}

/** What the id at an offset names: once for each collector that reads the file, twice where one finds it ambiguous. */
export function componentsAt({ analysis }: FeatureContext, file: FileId, offset: number): readonly ComponentUse[] {
  return analysis.modelsOf(file).flatMap((model) =>
    model.collectors.flatMap((collector) =>
      writtenOccurrences(collector)
        .filter(({ place }) => touches(place, file, offset))
        .map((occurrence) => ({ occurrence, collector, model })),
    ),
  );
}

/** Where the collectors of these uses name the same, definitions and references. */
export function mentionsOf(uses: readonly ComponentUse[]): readonly Occurrence[] {
  return atDistinctPlaces(
    uses.flatMap(({ collector, occurrence: { kind, id } }) =>
      writtenOccurrences(collector).filter((each) => each.kind === kind && each.id === id),
    ),
  );
}

/** Without those of a chart's defaults, which all stand at one place that spells none of them. */
export function writtenOccurrences(collector: Collector): readonly Occurrence[] {
  const all = occurrencesIn(collector);
  const standIns = new Set(collector.components.flatMap(({ inherited, key }) => (inherited ? [placeKey(key)] : [])));
  const idAt = new Map<string, string>();
  for (const { id, place } of all) {
    const key = placeKey(place);
    if ((idAt.get(key) ?? id) !== id) standIns.add(key);
    idAt.set(key, id);
  }
  return all.filter(({ place }) => !standIns.has(placeKey(place)));
}
