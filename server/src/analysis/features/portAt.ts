import type { FileId } from "../facts.js";
import { touches } from "../places.js";
import type { Listener, SiteModel } from "../topology/model.js";
import type { FeatureContext } from "./feature.js";
import { portStopsOf, type PortEnd, type PortStop } from "./portStops.js";

/** What stands under the cursor about ports, in one of the sites of its file. */
export interface PortsHere {
  readonly model: SiteModel;
  /** One at least. */
  readonly here: readonly PortStop[];
}

export function portsAt({ analysis }: FeatureContext, file: FileId, offset: number): readonly PortsHere[] {
  return analysis.modelsOf(file).flatMap((model) => {
    const here = innermost(portStopsOf(model, (place) => touches(place, file, offset)));
    return here.length === 0 ? [] : [{ model, here }];
  });
}

/** A whole entry such as `"4317:4317"` gives way to a number that stands by itself. */
function innermost(stops: readonly PortStop[]): readonly PortStop[] {
  const lengthOf = ({ place: { span } }: PortStop): number => span.end - span.start;
  const least = Math.min(...stops.map(lengthOf));
  return stops.filter((stop) => lengthOf(stop) === least);
}

/** Who answers at the end of a way. */
export function listenersOf({ ends }: PortStop): readonly Listener[] {
  return [...new Set(ends.flatMap(({ listeners }) => listeners()))];
}

/** The stops of the site that are about the same sockets as those at the cursor; all of them, or those in one file. */
export function stopsMeeting({ model, here }: PortsHere, file?: FileId): readonly PortStop[] {
  const keys = new Set(here.flatMap(({ ends }) => ends.flatMap(keysOf)));
  const ports = new Set(here.flatMap(({ ends }) => ends.map(({ port }) => port)));
  const all = portStopsOf(model, (place) => file === undefined || place.file === file);
  return all.filter(({ ends }) => ends.some((end) => ports.has(end.port) && keysOf(end).some((key) => keys.has(key))));
}

/** By who listens; where nobody does, by the number alone. A host's pods have its namespace under several names. */
function keysOf({ namespace, port, transport, listeners }: PortEnd): readonly string[] {
  const ids = listeners().map(({ id }) => id);
  return ids.length > 0 ? ids : [`${namespace.id} ${String(port)}/${transport}`];
}
