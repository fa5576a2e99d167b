import type { FileId, Place } from "../facts.js";
import { atDistinctPlaces } from "../places.js";
import { componentsAt, mentionsOf } from "./componentAt.js";
import type { FeatureContext } from "./feature.js";
import { portsAt, stopsMeeting } from "./portAt.js";

/** A place where the same thing is meant. */
export interface Mention {
  readonly place: Place;
  /** Whether it is made there: a component configured, a socket bound. */
  readonly defines: boolean;
}

/**
 * Everywhere that an id is named; else everybody who binds, hands on, declares or dials the same sockets.
 *
 * @param within looks for the latter in this file alone
 */
export function mentionsAt(context: FeatureContext, file: FileId, offset: number, within?: FileId): readonly Mention[] {
  const uses = componentsAt(context, file, offset);
  if (uses.length > 0) return mentionsOf(uses);
  const stops = portsAt(context, file, offset).flatMap((ports) => stopsMeeting(ports, within));
  return atDistinctPlaces(stops.map(({ place, role }) => ({ place, defines: role === "listener" })));
}

/** @param withDefinitions whether those are asked for, too */
export function referencesAt(
  context: FeatureContext,
  file: FileId,
  offset: number,
  withDefinitions: boolean,
): readonly Place[] {
  const mentions = mentionsAt(context, file, offset);
  return mentions.filter(({ defines }) => withDefinitions || !defines).map(({ place }) => place);
}
