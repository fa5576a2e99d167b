import type { FileId, Place } from "../facts.js";
import { atDistinctPlaces } from "../places.js";
import { componentsAt, mentionsOf } from "./componentAt.js";
import type { FeatureContext } from "./feature.js";
import { listenersOf, portsAt } from "./portAt.js";

/**
 * Where the id at an offset is configured; else where a port leads: to the Service or mapping on the way, and to whoever
 * listens in the end.
 */
export function definitionAt(context: FeatureContext, file: FileId, offset: number): readonly Place[] {
  const uses = componentsAt(context, file, offset);
  if (uses.length > 0) return mentionsOf(uses).flatMap(({ defines, place }) => (defines ? [place] : []));
  const places = portsAt(context, file, offset).flatMap(({ here }) =>
    here.flatMap((stop) => [...stop.through, ...listenersOf(stop).map(({ place }) => place)]),
  );
  return atDistinctPlaces(places.map((place) => ({ place }))).map(({ place }) => place);
}
